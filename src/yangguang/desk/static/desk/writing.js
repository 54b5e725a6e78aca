/* Turns every textarea marked data-writing into an editor; without this file the textarea itself is the form. */
import { word } from "./writing-words.js"
import {
  Blockquote, Bold, BulletList, Document, Dropcursor, Editor, Gapcursor, HardBreak, Heading, History,
  HorizontalRule, Italic, Link, ListItem, Menu, NoSpellCheck, OrderedList, Paragraph, Subscript, Superscript,
  Table, TableCell, TableHeader, TableRow, Text, Underline,
} from "../django_prose_editor/editor.js"

const GROUPS = [
  { group: "headings" }, { group: "lists" }, { group: "nodes -blockType -lists" }, { group: "marks" },
  { group: "link" }, { group: "table" }, { group: "history" },
]
const extensions = () => [
  Document, Paragraph, Text, HardBreak, Heading.configure({ levels: [2, 3, 4] }), BulletList, OrderedList, ListItem,
  Blockquote, HorizontalRule, Bold, Italic, Underline, Subscript, Superscript, Table, TableRow, TableHeader,
  TableCell, Link.configure({ enableTarget: false, protocols: ["http", "https", "mailto"] }), History, Dropcursor,
  Gapcursor, NoSpellCheck, Menu.configure({ groups: GROUPS }),
]

const named = (box) => {
  for (const button of box.querySelectorAll("button")) {
    button.title = word(button.title)
    button.setAttribute("aria-label", button.title)
    for (const picture of button.children) picture.setAttribute("aria-hidden", "true")
    if (button.classList.contains("material-icons")) {
      button.dataset.icon = button.textContent // drawn by the style sheet: the name of a picture is no word
      button.textContent = ""
    }
    if (button.dataset.level) button.dataset.level -= 1 // 一级标题 is a heading 2: the title of the page is the 1
  }
  const bar = box.querySelector(".prose-menubar")
  if (bar) {
    bar.setAttribute("role", "toolbar")
    bar.setAttribute("aria-label", "格式")
  }
}

const begin = (textarea) => {
  const box = document.createElement("div")
  box.className = "prose-editor"
  textarea.before(box)
  box.append(textarea)
  const label = textarea.labels[0]
  if (label && !label.id) label.id = `${textarea.id}-label`
  const described = textarea.getAttribute("aria-describedby")
  new Editor({
    element: box,
    injectCSS: false, // a style made by a script is what the Content-Security-Policy forbids
    editable: !textarea.disabled && !textarea.readOnly,
    extensions: extensions(),
    content: textarea.value,
    editorProps: {
      attributes: {
        id: `${textarea.id}-editor`, role: "textbox", "aria-multiline": "true",
        ...(label ? { "aria-labelledby": label.id } : {}),
        ...(described ? { "aria-describedby": described } : {}),
      },
    },
    onCreate: () => named(box),
    onUpdate({ editor }) {
      textarea.value = editor.isEmpty ? "" : editor.getHTML()
      textarea.dispatchEvent(new Event("input", { bubbles: true }))
    },
  })
  if (label) label.addEventListener("click", () => box.querySelector(".ProseMirror").focus())
}

document.querySelectorAll("textarea[data-writing]").forEach(begin)
document.addEventListener("htmx:load", (event) => {
  event.target.querySelectorAll("textarea[data-writing]").forEach((one) => one.closest(".prose-editor") || begin(one))
})

/* Loaded before the editor, which asks for its words once, when it is read. */
const WORDS = {
  "Cancel": "取消", "Update": "确定", "Edit Link": "链接", "URL": "地址", "Title": "说明",
  "Table Properties": "插入表格", "Insert Table": "插入", "Rows": "行数", "Columns": "列数",
  "Include header row": "首行为表头", "Insert": "插入",
  "bold": "加粗", "italic": "倾斜", "underline": "下划线", "subscript": "下标", "superscript": "上标",
  "unordered list": "项目符号", "ordered list": "编号", "blockquote": "引文", "horizontal rule": "横线",
  "paragraph": "正文", "Paragraph": "正文", "insert link": "插入链接", "remove link": "取消链接",
  "undo": "撤销", "redo": "重做", "Insert table": "插入表格", "Add column": "右侧加一列",
  "Delete column": "删除列", "Add row": "下方加一行", "Delete row": "删除行", "Merge cells": "合并单元格",
  "Split cell": "拆分单元格", "Toggle header cell": "设为表头", "Delete table": "删除表格",
  "heading 2": "一级标题", "heading 3": "二级标题", "heading 4": "三级标题",
  "Heading 2": "一级标题", "Heading 3": "二级标题", "Heading 4": "三级标题",
}
export const word = (text) => WORDS[text] || text
window.gettext = word

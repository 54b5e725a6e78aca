/* What a script saves the visitor: a round trip for the display buttons, a reading ruler, reading aloud,
   and the cells of a finding shown together. Every page and form works without it. */
"use strict";
(() => {
  const root = document.documentElement;
  const SWITCHES = ["elder", "contrast", "tools", "ruler"];
  const LARGEST = 3;
  root.classList.add("scripted");

  const size = () => [1, 2, 3].find((step) => root.classList.contains(`size-${step}`)) || 0;

  function remember() {
    const words = SWITCHES.filter((name) => root.classList.contains(name));
    if (size()) words.push(`size-${size()}`);
    document.cookie = `yg_display=${words.join(".")}; path=/; max-age=31536000; samesite=lax`;
    for (const button of document.querySelectorAll("[data-display] [name=set][aria-pressed]")) {
      button.setAttribute("aria-pressed", String(root.classList.contains(button.value)));
    }
    showRuler();
  }

  function setSize(step) {
    root.classList.remove("size-1", "size-2", "size-3");
    if (step > 0) root.classList.add(`size-${Math.min(step, LARGEST)}`);
  }

  function press(action) {
    if (action === "larger") setSize(size() + 1);
    else if (action === "smaller") setSize(size() - 1);
    else if (action === "reset") {
      setSize(0);
      root.classList.remove("elder", "contrast", "ruler");
    } else root.classList.toggle(action);
    remember();
  }

  document.querySelector("[data-print]")?.addEventListener("click", () => window.print());
  document.querySelector("[data-display]")?.addEventListener("submit", (event) => {
    event.preventDefault();
    press(event.submitter.value);
  });

  let ruler = null;
  function showRuler() {
    if (!root.classList.contains("ruler")) {
      ruler?.remove();
      ruler = null;
    } else if (!ruler) {
      ruler = document.createElement("div");
      ruler.className = "reading-line";
      ruler.setAttribute("aria-hidden", "true");
      document.body.append(ruler);
      lay(window.innerHeight / 3);
    }
  }
  function lay(y) {
    if (ruler) ruler.style.top = `${y - ruler.offsetHeight / 2}px`;
  }
  document.addEventListener("pointermove", (event) => lay(event.clientY));
  document.addEventListener("focusin", (event) => {
    const box = event.target.getBoundingClientRect();
    lay(box.top + box.height / 2);
  });
  showRuler();

  const reader = document.querySelector("[data-read]");
  if (reader && !("speechSynthesis" in window)) reader.remove();
  else if (reader) {
    const stop = () => {
      window.speechSynthesis.cancel();
      reader.setAttribute("aria-pressed", "false");
      reader.textContent = "朗读正文";
    };
    reader.addEventListener("click", () => {
      if (reader.getAttribute("aria-pressed") === "true") return stop();
      const chosen = String(window.getSelection()).trim();
      const speech = new SpeechSynthesisUtterance(chosen || document.getElementById("main").innerText);
      speech.lang = "zh-CN";
      speech.onend = stop;
      window.speechSynthesis.speak(speech);
      reader.setAttribute("aria-pressed", "true");
      reader.textContent = "停止朗读";
    });
    window.addEventListener("pagehide", () => window.speechSynthesis.cancel());
  }

  function light(number, within) {
    for (const cell of within.querySelectorAll("td.hit")) {
      cell.classList.toggle("lit", (cell.dataset.findings || "").split(" ").includes(number));
    }
    for (const item of within.querySelectorAll("[data-finding]")) {
      item.classList.toggle("lit", item.dataset.finding === number);
    }
  }
  const field = document.querySelector(".drop input[type=file]");
  field?.addEventListener("change", () => {
    const lines = [...field.files].map((file) => {
      const line = document.createElement("li");
      const size = document.createElement("span");
      size.textContent = file.size < 1048576 ? `${Math.ceil(file.size / 1024)} KB` : `${(file.size / 1048576).toFixed(1)} MB`;
      line.append(file.name, size);
      return line;
    });
    document.querySelector(".chosen").replaceChildren(...lines);
  });
  for (const [kind, over] of [["dragenter", true], ["dragover", true], ["dragleave", false], ["drop", false]]) {
    field?.addEventListener(kind, () => field.closest(".drop").classList.toggle("over", over));
  }

  const upload = document.querySelector("form.upload");
  const start = upload?.querySelector("button");
  upload?.addEventListener("submit", () => { start.textContent = "正在检查…"; });
  window.addEventListener("pageshow", () => { if (start) start.textContent = "开始检查"; });

  function unfold() {
    const aim = document.getElementById(decodeURIComponent(window.location.hash.slice(1)));
    const fold = aim?.closest("details:not([open])");
    if (!fold) return;
    fold.open = true;
    aim.scrollIntoView({ block: "center" });
  }
  window.addEventListener("hashchange", unfold);
  unfold();

  document.addEventListener("click", (event) => {
    const link = event.target.closest("[data-finding] a[href*='#']");
    if (link) {
      event.preventDefault();
      light(link.closest("[data-finding]").dataset.finding, link.closest(".file, main"));
      window.location.hash = new URL(link.href).hash;
      return;
    }
    const cell = event.target.closest("td.hit");
    if (cell) light(cell.dataset.findings.split(" ")[0], cell.closest(".file, main"));
  });
})();

/* The work list by keyboard: j and k move, Enter opens, x marks, a marks all, ? tells. */
(() => {
  "use strict";
  const list = document.querySelector("[data-worklist]");
  const help = document.querySelector("[data-keys]");
  if (!list) { return; }
  const rows = [...list.querySelectorAll("tbody tr")];
  const boxes = rows.map((row) => row.querySelector("input[type=checkbox]"));
  const all = document.querySelector("[data-all]");
  const counted = document.querySelector("[data-counted]");
  let current = -1;
  const count = () => {
    const marked = boxes.filter((box) => box && box.checked).length;
    if (counted) { counted.textContent = marked ? `已选 ${marked} 件` : "还没有选"; }
    if (all) { all.checked = marked > 0 && marked === boxes.length; }
  };
  const go = (place) => {
    if (!rows.length) { return; }
    if (rows[current]) { delete rows[current].dataset.current; }
    current = Math.max(0, Math.min(rows.length - 1, place));
    rows[current].dataset.current = "yes";
    rows[current].querySelector("a")?.focus();
    rows[current].scrollIntoView({ block: "nearest" });
  };
  const acts = {
    j: () => go(current + 1),
    k: () => go(current - 1),
    x: () => { const box = boxes[current]; if (box) { box.checked = !box.checked; count(); } },
    a: () => { const on = boxes.some((box) => box && !box.checked); boxes.forEach((box) => { if (box) { box.checked = on; } }); count(); },
    "?": () => { if (help) { if (help.open) { help.close(); } else { help.showModal(); } } },
  };
  document.addEventListener("keydown", (event) => {
    const typing = event.target.matches("input:not([type=checkbox]), select, textarea");
    if (typing || event.ctrlKey || event.metaKey || event.altKey || !acts[event.key]) { return; }
    event.preventDefault();
    acts[event.key]();
  });
  rows.forEach((row, place) => row.addEventListener("focusin", () => {
    if (rows[current]) { delete rows[current].dataset.current; }
    current = place;
    row.dataset.current = "yes";
  }));
  if (all) {
    all.closest("[hidden]")?.removeAttribute("hidden");
    all.addEventListener("change", () => { boxes.forEach((box) => { if (box) { box.checked = all.checked; } }); count(); });
  }
  list.addEventListener("change", count);
  document.querySelectorAll("[data-keys-open]").forEach((button) => {
    button.hidden = false;
    button.addEventListener("click", () => acts["?"]());
  });
  count();
})();

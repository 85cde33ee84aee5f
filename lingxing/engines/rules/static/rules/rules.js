/* Rows that are added and removed without leaving the page, and printing. The page works without it. */
(() => {
  "use strict";
  document.querySelectorAll("[data-print]").forEach((button) => {
    button.closest("[data-print-row]").hidden = false;
    button.addEventListener("click", () => window.print());
  });
  const wide = matchMedia("(min-width: 60rem)");
  const fold = () => document.querySelectorAll("[data-closed-on-phone]").forEach((part) => { part.open = wide.matches; });
  wide.addEventListener("change", fold);
  fold();
  /* A link to a folded part opens it; paper shows all of them. */
  const unfold = () => { const part = location.hash.length > 1 && document.querySelector(`#${CSS.escape(decodeURIComponent(location.hash.slice(1)))} > details.part`); if (part) { part.open = true; } };
  addEventListener("hashchange", unfold);
  unfold();
  let closed = [];
  addEventListener("beforeprint", () => { closed = [...document.querySelectorAll("details:not([open])")]; closed.forEach((part) => { part.open = true; }); });
  addEventListener("afterprint", () => { closed.forEach((part) => { part.open = false; }); });
  const form = document.querySelector("[data-case]");
  if (!form) { return; }
  /* The server makes the rows either way; here they are put in place of the old ones. */
  form.addEventListener("submit", (event) => {
    const button = event.submitter;
    if (!button || !/^(add|remove) /.test(button.value)) { return; }
    event.preventDefault();
    const sent = new FormData(form, button);
    const fields = form.querySelector("[data-fields]");
    fields.classList.add("case__busy");
    fetch(new URL(form.action).pathname + location.search, { method: "POST", body: sent, credentials: "same-origin" })
      .then((answer) => { if (!answer.ok) { throw new Error(String(answer.status)); } return answer.text(); })
      .then((text) => {
        const made = new DOMParser().parseFromString(text, "text/html").querySelector("[data-fields]");
        fields.replaceWith(made);
        const first = made.querySelector("[autofocus]");
        if (first) { first.focus(); }
      })
      .catch(() => { fields.classList.remove("case__busy"); HTMLFormElement.prototype.submit.call(withAct(button)); });
  });
  const withAct = (button) => {
    const act = document.createElement("input");
    act.type = "hidden";
    act.name = "act";
    act.value = button.value;
    form.append(act);
    return form;
  };
})();

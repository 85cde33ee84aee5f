// The call's screen: what is known appears while the operator types; proposals are taken over with a click.
"use strict";

const form = document.querySelector("[data-call]");
const here = document.querySelector("[data-hints-here]");

function show() {
  const chosen = form.querySelector("input[name=then]:checked");
  for (const part of form.querySelectorAll("[data-for]")) {
    part.hidden = !chosen || part.dataset.for !== chosen.value;
  }
}

function choose(way) {
  const radio = form.querySelector(`input[name=then][value="${way}"]`);
  if (radio) { radio.checked = true; show(); }
  return radio;
}

function fill(name, value) {
  const field = form.elements[name];
  if (field) { field.value = value; field.focus(); }
}

if (form && form.elements.then) {
  show();
  form.addEventListener("change", show);
  document.addEventListener("click", (event) => {
    const data = (event.target.closest("button") || event.target).dataset || {};
    if (data.unit && choose("forward")) { fill("unit", data.unit); }
    if (data.main && choose("join")) { fill("main", data.main); }
    if (data.answer && choose("answer_now")) { fill("answer", data.answer); }
    if (data.ground && choose("decline")) { fill("ground", data.ground); }
  });
  const taken = { a: "answer", u: "unit", j: "main", e: "ground" };
  document.addEventListener("keydown", (event) => {
    if (event.altKey && !event.ctrlKey && taken[event.key.toLowerCase()]) {
      const first = document.querySelector(`[data-${taken[event.key.toLowerCase()]}]`);
      if (first) { event.preventDefault(); first.click(); }
    }
  });
  form.addEventListener("keydown", (event) => {
    if (event.ctrlKey && event.key === "Enter") {
      const last = form.querySelector("button[value=take]") || form.querySelector("button:last-of-type");
      form.requestSubmit(last);
    }
    if (event.altKey && /^[1-9]$/.test(event.key)) {
      const ways = form.querySelectorAll("input[name=then]");
      const way = ways[Number(event.key) - 1];
      if (way) { event.preventDefault(); way.checked = true; show(); way.focus(); }
    }
  });
}

if (form && here && form.dataset.hints) {
  const button = form.querySelector("[data-look]");
  if (button) { button.hidden = true; }  // Looking goes by itself: one stop less for the Tab key.
  const names = ["matter", "content", "phone", "place", "topic", "line", "csrfmiddlewaretoken"];
  let timer = 0;
  let last = "";
  async function look() {
    const data = new URLSearchParams();
    for (const name of names) { if (form.elements[name]) { data.set(name, form.elements[name].value); } }
    if (data.toString() === last) { return; }
    last = data.toString();
    try {
      const answer = await fetch(form.dataset.hints, { method: "POST", body: data });
      if (answer.ok && data.toString() === last) { here.innerHTML = await answer.text(); }
    } catch { /* The button below the form asks the same. */ }
  }
  form.addEventListener("input", (event) => {
    if (!names.includes(event.target.name)) { return; }
    clearTimeout(timer);
    timer = setTimeout(look, 350);
  });
  const field = form.elements.phone && form.elements.phone.value ? form.elements.matter : form.elements.phone;
  if (field && !document.querySelector(".error-summary")) { field.focus(); }
}

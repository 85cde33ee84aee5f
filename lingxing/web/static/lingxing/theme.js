/* The theme a reader chose stands before the first paint; without a choice the system's own applies. */
(() => {
  "use strict";
  const root = document.documentElement;
  const read = () => { try { return localStorage.getItem("theme"); } catch { return null; } };
  const keep = (theme) => { try { localStorage.setItem("theme", theme); } catch { /* storage refused: not remembered */ } };
  const chosen = read();
  if (chosen === "light" || chosen === "dark") { root.dataset.theme = chosen; }
  const current = () => root.dataset.theme || (matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light");
  document.addEventListener("DOMContentLoaded", () => {
    const button = document.querySelector("[data-theme-toggle]");
    if (!button) { return; }
    const label = () => { button.textContent = current() === "dark" ? "浅色" : "深色"; };
    button.hidden = false;
    label();
    button.addEventListener("click", () => {
      root.dataset.theme = current() === "dark" ? "light" : "dark";
      keep(root.dataset.theme);
      label();
    });
  });
})();

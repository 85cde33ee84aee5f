/* Copying a citation, printing, and what is folded on a phone. The page works without it. */
(() => {
  "use strict";
  const said = document.querySelector("[data-copied]");
  let timer = 0;
  const say = (text) => {
    if (!said) { return; }
    said.textContent = text;
    said.classList.add("copied--shown");
    clearTimeout(timer);
    timer = setTimeout(() => said.classList.remove("copied--shown"), 2500);
  };
  document.addEventListener("click", (event) => {
    const link = event.target.closest("[data-citation]");
    if (!link || !navigator.clipboard) { return; }
    const address = new URL(link.getAttribute("href"), location.href).href;
    navigator.clipboard.writeText(`${link.dataset.citation} ${address}`)
      .then(() => say(`已复制：${link.dataset.citation}`), () => say("浏览器不允许复制，请从地址栏复制链接"));
  });
  document.querySelectorAll("[data-print]").forEach((item) => {
    item.hidden = false;
    item.addEventListener("click", () => window.print());
  });
  const wide = matchMedia("(min-width: 60rem)");
  const fold = () => document.querySelectorAll("[data-closed-on-phone]").forEach((part) => { part.open = wide.matches; });
  wide.addEventListener("change", fold);
  fold();
  const entries = new Map();
  document.querySelectorAll(".outline a[href^='#']").forEach((a) => entries.set(decodeURIComponent(a.hash.slice(1)), a));
  if (!entries.size || !("IntersectionObserver" in window)) { return; }
  let current = null;
  const observer = new IntersectionObserver((seen) => {
    for (const entry of seen) {
      if (!entry.isIntersecting) { continue; }
      if (current) { current.removeAttribute("aria-current"); }
      current = entries.get(entry.target.id);
      current.setAttribute("aria-current", "location");
    }
  }, { rootMargin: "0px 0px -75% 0px" });
  entries.forEach((_, id) => { const place = document.getElementById(id); if (place) { observer.observe(place); } });
})();

/* Sliders, results that follow them, charts. Without it the form is sent and the tables say the same. */
(() => {
  "use strict";
  const form = document.querySelector("[data-simulate]");
  if (!form || typeof echarts === "undefined") { return; }
  const charts = new Map();
  const colour = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
  const style = () => ({ law: colour("--line-strong"), reform: colour("--action"), good: colour("--good"), bad: colour("--bad"), ink: colour("--ink"), soft: colour("--ink-soft"), line: colour("--line"), surface: colour("--surface") });
  const base = (look, more) => ({
    animationDuration: 250,
    textStyle: { fontFamily: getComputedStyle(document.body).fontFamily, color: look.ink },
    aria: { enabled: true },
    grid: { left: 8, right: 16, top: 34, bottom: 8, containLabel: true },
    tooltip: { trigger: "axis", renderMode: "richText", axisPointer: { type: "shadow" }, backgroundColor: look.surface, borderColor: look.line, textStyle: { color: look.ink } },
    ...more,
  });
  const axis = (look, data, more) => ({ type: "category", data, axisLabel: { color: look.soft, hideOverlap: true }, axisLine: { lineStyle: { color: look.soft } }, axisTick: { show: false }, ...more });
  const short = (number) => { const size = Math.abs(number); return size >= 1e8 ? `${+(number / 1e8).toPrecision(4)}亿` : size >= 1e4 ? `${+(number / 1e4).toPrecision(4)}万` : String(+number.toPrecision(6)); };
  const scale = (look) => ({ type: "value", splitNumber: 3, axisLabel: { color: look.soft, formatter: short, hideOverlap: true }, splitLine: { lineStyle: { color: look.line } } });
  const figure = (text) => { const [above, below] = String(text).split("/"); return Number(above) / Number(below || 1); };
  const options = {
    total: (data, look) => base(look, {
      grid: { left: 8, right: 24, top: 16, bottom: 8, containLabel: true },
      xAxis: scale(look), yAxis: axis(look, ["调整后", "现行"]),
      series: [{ type: "bar", barMaxWidth: 34, label: { show: true, position: "insideLeft", color: look.surface, fontWeight: 700, formatter: (bar) => short(bar.value) }, data: [{ value: figure(data.reform.value), itemStyle: { color: look.reform } }, { value: figure(data.law.value), itemStyle: { color: look.law } }] }],
    }),
    moved: (data, look) => base(look, {
      grid: { left: 8, right: 64, top: 16, bottom: 8, containLabel: true },
      xAxis: scale(look), yAxis: axis(look, ["不变", "减少", "增加"]),
      series: [{ type: "bar", barMaxWidth: 28, label: { show: true, position: "right", color: look.ink }, data: [{ value: data.unchanged, itemStyle: { color: look.law } }, { value: data.losers, itemStyle: { color: look.bad } }, { value: data.winners, itemStyle: { color: look.good } }] }],
    }),
    /* Nothing is what most rows have; it stands above the chart, so that the others can be seen. */
    bins: (data, look) => { const bins = data.bins.slice(1); return pair(look, bins.map((bin) => bin.label), bins.map((bin) => bin.law), bins.map((bin) => bin.reform)); },
    groups: (data, look) => pair(look, data.groups.map((group) => group.label), data.groups.map((group) => figure(group.law.value)), data.groups.map((group) => figure(group.reform.value))),
  };
  const pair = (look, names, law, reform) => base(look, {
    legend: { data: ["现行", "调整后"], top: 0, right: 0, textStyle: { color: look.ink } },
    xAxis: axis(look, names), yAxis: scale(look),
    series: [{ name: "现行", type: "bar", data: law, itemStyle: { color: look.law } }, { name: "调整后", type: "bar", data: reform, itemStyle: { color: look.reform } }],
  });
  const draw = () => {
    const held = document.getElementById("effect-data");
    if (!held) { return; }
    const data = JSON.parse(held.textContent);
    const look = style();
    document.querySelectorAll("[data-chart]").forEach((place) => {
      place.hidden = false;
      const chart = echarts.init(place, null, { renderer: "canvas" });
      chart.setOption(options[place.dataset.chart](data, look));
      charts.set(place, chart);
    });
    document.querySelectorAll("[data-fold]").forEach((part) => { part.open = false; });
  };
  const clear = () => { charts.forEach((chart) => chart.dispose()); charts.clear(); };
  const redraw = () => { clear(); draw(); };
  addEventListener("resize", () => charts.forEach((chart) => chart.resize()));
  new MutationObserver(redraw).observe(document.documentElement, { attributeFilter: ["data-theme"] });
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", redraw);

  let asking = null;
  let timer = 0;
  /* Only what differs from the law stands in the address, so that it can be kept and shared. */
  const address = () => {
    const sent = new URLSearchParams();
    for (const [name, value] of new FormData(form)) {
      const control = form.elements[name];
      if (control instanceof HTMLInputElement && "law" in control.dataset && control.value.trim() === control.dataset.law) { continue; }
      if (value !== "") { sent.append(name, value); }
    }
    return `${location.pathname}?${sent}`;
  };
  const ask = () => {
    if (asking) { asking.abort(); }
    asking = new AbortController();
    const to = address();
    const result = form.querySelector("[data-result]");
    result.classList.add("simulate__busy");
    fetch(to, { signal: asking.signal, credentials: "same-origin" })
      .then((answer) => { if (!answer.ok) { throw new Error(String(answer.status)); } return answer.text(); })
      .then((text) => {
        const page = new DOMParser().parseFromString(text, "text/html");
        if (page.querySelector(".error-summary")) { location.assign(to); return; }
        clear();
        result.replaceChildren(...page.querySelector("[data-result]").childNodes);
        result.classList.remove("simulate__busy");
        history.replaceState(null, "", to);
        draw();
      })
      .catch((error) => { if (error.name !== "AbortError") { location.assign(to); } });
  };
  const soon = () => { clearTimeout(timer); timer = setTimeout(ask, 150); };
  form.querySelectorAll("[data-slider]").forEach((slider) => {
    const control = document.getElementById(slider.dataset.slider);
    slider.hidden = false;
    const mark = () => control.closest(".lever").classList.toggle("lever--moved", control.value.trim() !== control.dataset.law);
    slider.addEventListener("input", () => { control.value = slider.value; mark(); soon(); });
    control.addEventListener("input", () => { slider.value = control.value; mark(); });
  });
  form.addEventListener("change", (event) => { if (!event.target.matches("[data-slider]")) { soon(); } });
  form.addEventListener("submit", (event) => { event.preventDefault(); ask(); });
  draw();
})();

/* Charts of boards and indicators. Without it the tables beside them say the same. */
(() => {
  "use strict";
  const held = document.getElementById("board-charts");
  if (!held || typeof echarts === "undefined") { return; }
  const data = JSON.parse(held.textContent);
  const drawn = [];
  const colour = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
  const base = (look, more) => ({
    animationDuration: 250,
    textStyle: { fontFamily: getComputedStyle(document.body).fontFamily, color: look.ink },
    aria: { enabled: true },
    grid: { left: 8, right: 24, top: 40, bottom: 8, containLabel: true },
    legend: { top: 0, right: 0, textStyle: { color: look.ink } },
    tooltip: { trigger: "axis", renderMode: "richText", backgroundColor: look.surface, borderColor: look.line, textStyle: { color: look.ink } },
    ...more,
  });
  const names = (look, held, more) => ({ type: "category", data: held, axisLabel: { color: look.soft, hideOverlap: true }, axisLine: { lineStyle: { color: look.soft } }, axisTick: { show: false }, ...more });
  const scale = (look, more) => ({ type: "value", minInterval: 1, splitNumber: 4, axisLabel: { color: look.soft, hideOverlap: true }, splitLine: { lineStyle: { color: look.line } }, ...more });
  const tint = (look, series, place) => series.bad ? look.bad : series.warn ? look.warn : [look.action, look.good, look.soft][place % 3];
  const figure = (value) => String(+value.toFixed(2));
  const year = (value) => `${Math.floor(value + 1e-6)}年${Math.abs(value - Math.round(value)) < .003 ? "末" : "内"}`;
  const options = {
    columns: (chart, look) => base(look, {
      xAxis: names(look, chart.names), yAxis: scale(look),
      series: chart.series.map((one, place) => ({ name: one.name, type: "bar", data: one.values, itemStyle: { color: tint(look, one, place) } })),
    }),
    across: (chart, look) => base(look, {
      xAxis: scale(look), yAxis: names(look, chart.names, { inverse: true, axisLabel: { color: look.soft, width: 150, overflow: "truncate" } }),
      series: chart.series.map((one) => ({ name: one.name, type: "bar", stack: "all", barMaxWidth: 22, data: one.values, itemStyle: { color: tint(look, one, 0) } })),
    }),
    years: (chart, look) => base(look, {
      tooltip: { trigger: "item", renderMode: "richText", backgroundColor: look.surface, borderColor: look.line, textStyle: { color: look.ink }, formatter: (point) => `${year(point.value[0])}\n${point.seriesName} ${figure(point.value[1])}${chart.unit}` },
      xAxis: scale(look, { min: "dataMin", max: "dataMax", axisLabel: { color: look.soft, hideOverlap: true, formatter: (value) => Number.isInteger(value) ? `${value}年末` : "" }, splitLine: { show: false } }),
      yAxis: scale(look, { minInterval: 0, scale: true, axisLabel: { color: look.soft, formatter: figure } }),
      series: chart.series.map((one) => ({
        name: one.name, type: "line", data: one.values, symbolSize: one.look === "target" ? 12 : 8,
        symbol: one.look === "target" ? "diamond" : "circle",
        lineStyle: { type: one.look === "forecast" ? "dashed" : one.look === "target" ? "dotted" : "solid", width: 2, color: one.look === "target" ? look.bad : one.look === "forecast" ? look.soft : look.action },
        itemStyle: { color: one.look === "target" ? look.bad : one.look === "forecast" ? look.soft : look.action },
      })),
    }),
  };
  const draw = () => {
    const look = { ink: colour("--ink"), soft: colour("--ink-soft"), line: colour("--line"), surface: colour("--surface"), action: colour("--action"), good: colour("--good"), warn: colour("--warn"), bad: colour("--bad") };
    drawn.splice(0).forEach((chart) => chart.dispose());
    document.querySelectorAll("[data-chart]").forEach((place) => {
      const chart = data[place.dataset.chart];
      const most = chart ? Math.max(0, ...chart.series.map((one) => one.values.length)) : 0;
      place.hidden = !most;
      if (!most) { return; }
      if (chart.kind === "across") { place.style.height = `${chart.names.length * 30 + 80}px`; }
      const made = echarts.init(place, null, { renderer: "canvas" });
      made.setOption(options[chart.kind](chart, look));
      drawn.push(made);
    });
  };
  draw();
  document.querySelectorAll("[data-fold]").forEach((part) => { part.open = false; });
  addEventListener("resize", () => drawn.forEach((chart) => chart.resize()));
  new MutationObserver(draw).observe(document.documentElement, { attributeFilter: ["data-theme"] });
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", draw);
})();

/* Draws the charts. Without it the tables beside them say the same. */
(() => {
  "use strict";
  const charts = JSON.parse(document.getElementById("charts").textContent);
  const drawn = [];
  const colour = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
  const short = (value) => {
    const size = Math.abs(value);
    const trimmed = (number) => String(Number(number.toPrecision(4)));
    return size >= 1e8 ? `${trimmed(value / 1e8)}亿` : size >= 1e4 ? `${trimmed(value / 1e4)}万` : trimmed(value);
  };
  const names = (look, data) => ({ type: "category", data, axisLabel: { color: look.soft, hideOverlap: true }, axisLine: { lineStyle: { color: look.law } }, axisTick: { show: false } });
  const scale = (look) => ({ type: "value", axisLabel: { color: look.soft, formatter: short, hideOverlap: true }, splitLine: { lineStyle: { color: look.line } } });
  const base = (look, more) => ({
    animation: false, aria: { enabled: true }, textStyle: { fontFamily: getComputedStyle(document.body).fontFamily, color: look.ink },
    grid: { left: 8, right: 24, top: 36, bottom: 8, containLabel: true },
    tooltip: { trigger: "axis", renderMode: "richText", backgroundColor: look.surface, borderColor: look.line, textStyle: { color: look.ink }, valueFormatter: (value) => Number(value).toLocaleString("zh-CN") },
    ...more,
  });
  const coloured = (data, colours) => data.map((value, place) => ({ value: Number(value), itemStyle: { color: colours[place] } }));
  const across = (chart, look, colours) => base(look, {
    grid: { left: 8, right: 72, top: 8, bottom: 8, containLabel: true },
    xAxis: scale(look), yAxis: { ...names(look, chart.names), inverse: true },
    series: [{ type: "bar", barMaxWidth: 36, label: { show: true, position: "right", color: look.ink, formatter: (bar) => short(bar.value) }, data: coloured(chart.series[0].values, colours) }],
  });
  const beside = (chart, look, type) => base(look, {
    legend: chart.series.length > 1 ? { top: 0, right: 0, textStyle: { color: look.ink } } : undefined,
    xAxis: names(look, chart.names), yAxis: scale(look),
    series: chart.series.map((one, place) => ({ name: one.name, type, data: one.values.map(Number), symbol: place ? "circle" : "rect", lineStyle: { type: place ? "solid" : "dashed" }, itemStyle: { color: place ? look.reform : look.law } })),
  });
  const options = {
    across: (chart, look) => across(chart, look, [look.law, look.reform]),
    moved: (chart, look) => across(chart, look, [look.good, look.bad, look.law]),
    bars: (chart, look) => beside(chart, look, "bar"),
    line: (chart, look) => beside(chart, look, "line"),
  };
  const draw = () => {
    const look = Object.fromEntries(["ink", "soft", "line", "surface", "law", "reform", "good", "bad"].map((name) => [name, colour(`--${name}`)]));
    drawn.splice(0).forEach((chart) => chart.dispose());
    document.querySelectorAll("[data-chart]").forEach((place) => {
      const chart = charts[place.dataset.chart];
      place.hidden = false;
      if (chart.kind === "across" || chart.kind === "moved") { place.style.height = `${chart.names.length * 56 + 40}px`; }
      const held = echarts.init(place);
      held.setOption(options[chart.kind](chart, look));
      drawn.push(held);
    });
  };
  draw();
  addEventListener("resize", () => drawn.forEach((chart) => chart.resize()));
  addEventListener("beforeprint", () => drawn.forEach((chart) => chart.resize()));
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", draw);
})();

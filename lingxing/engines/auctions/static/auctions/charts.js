/* Price and time charts of a hall; the ladder beside them says the same. */
(() => {
  "use strict";
  const held = document.getElementById("hall-data");
  const place = document.querySelector("[data-charts]");
  if (!held || !place || typeof echarts === "undefined") { return; }
  const points = JSON.parse(held.textContent).points;
  const BARS = 24;
  const charts = new Map();
  const colour = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
  const short = (yuan) => yuan >= 1e8 ? `${+(yuan / 1e8).toPrecision(6)}亿` : yuan >= 1e4 ? `${+(yuan / 1e4).toPrecision(6)}万` : String(yuan);
  const day = (at) => new Intl.DateTimeFormat("zh-CN", { timeZone: "Asia/Shanghai", month: "numeric", day: "numeric" }).format(at);
  const clock = (at) => new Intl.DateTimeFormat("zh-CN", { timeZone: "Asia/Shanghai", hourCycle: "h23", hour: "2-digit", minute: "2-digit", second: "2-digit" }).format(at);
  const span = () => points.length ? points[points.length - 1][0] - points[0][0] : 0;
  const moment = (at) => span() > 2 * 86400000 ? day(at) : span() > 3600000 ? clock(at).slice(0, 5) : clock(at);
  const base = (look, more) => ({
    animationDuration: 200,
    textStyle: { fontFamily: getComputedStyle(document.body).fontFamily, color: look.ink },
    aria: { enabled: true },
    grid: { left: 8, right: 20, top: 16, bottom: 8, containLabel: true },
    tooltip: { trigger: "axis", renderMode: "richText", backgroundColor: look.surface, borderColor: look.line, textStyle: { color: look.ink } },
    ...more,
  });
  const axis = (look, more) => ({ axisLabel: { color: look.soft, hideOverlap: true }, axisLine: { lineStyle: { color: look.soft } }, axisTick: { show: false }, ...more });
  const scale = (look, more) => ({ type: "value", splitNumber: 3, axisLabel: { color: look.soft, hideOverlap: true, formatter: short }, splitLine: { lineStyle: { color: look.line } }, ...more });
  const spread = () => {
    const begin = points[0][0], width = Math.max(span() / BARS, 1000);
    const bars = Array.from({ length: Math.floor(span() / width) + 1 }, (_, number) => [begin + number * width, 0]);
    points.forEach(([at, , count]) => { bars[Math.min(Math.floor((at - begin) / width), bars.length - 1)][1] += count; });
    return bars;
  };
  const options = {
    price: (look) => base(look, {
      xAxis: axis(look, { type: "value", min: "dataMin", max: "dataMax", splitLine: { show: false }, axisLabel: { color: look.soft, hideOverlap: true, formatter: moment } }),
      yAxis: scale(look, { min: "dataMin" }),
      tooltip: { trigger: "axis", renderMode: "richText", backgroundColor: look.surface, borderColor: look.line, textStyle: { color: look.ink }, formatter: ([point]) => `${day(point.value[0])} ${clock(point.value[0])}\n${point.value[1].toLocaleString("zh-CN", { minimumFractionDigits: 2 })} 元` },
      series: [{ type: "line", step: "end", symbolSize: 5, showSymbol: points.length < 60, data: points.map(([at, fen]) => [at, fen / 100]), lineStyle: { color: look.action, width: 2 }, itemStyle: { color: look.action } }],
    }),
    times: (look) => base(look, {
      xAxis: axis(look, { type: "category", data: spread().map(([at]) => moment(at)) }),
      yAxis: scale(look, { minInterval: 1, axisLabel: { color: look.soft } }),
      series: [{ type: "bar", name: "报价次数", barMaxWidth: 24, data: spread().map(([, count]) => count), itemStyle: { color: look.action } }],
    }),
  };
  const draw = () => {
    place.hidden = !points.length;
    if (!points.length) { return; }
    const look = { ink: colour("--ink"), soft: colour("--ink-soft"), line: colour("--line"), surface: colour("--surface"), action: colour("--action") };
    place.querySelectorAll("[data-chart]").forEach((part) => {
      const chart = charts.get(part) || echarts.init(part, null, { renderer: "canvas" });
      charts.set(part, chart);
      chart.setOption(options[part.dataset.chart](look), true);
    });
  };
  const anew = () => { charts.forEach((chart) => chart.dispose()); charts.clear(); draw(); };
  let later = 0;
  document.addEventListener("hall:events", (heard) => {
    heard.detail.filter((event) => event.bids.length).forEach((event) => {
      const [, , from, steps, increment] = event.bids[event.bids.length - 1];
      points.push([Date.parse(event.at), from + (steps - 1) * increment, event.bids.reduce((sum, bids) => sum + bids[3], 0)]);
    });
    if (!later) { later = setTimeout(() => { later = 0; draw(); }, 500); }
  });
  addEventListener("resize", () => charts.forEach((chart) => chart.resize()));
  new MutationObserver(anew).observe(document.documentElement, { attributeFilter: ["data-theme"] });
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", anew);
  draw();
})();

/* The hall, live: what the server pushes is written into the page. Without scripts the page is loaded again by hand. */
(() => {
  "use strict";
  const place = document.querySelector("[data-hall]");
  if (!place) { return; }
  const held = JSON.parse(document.getElementById("hall-data").textContent);
  const QUIET = 45000, MOST_ROWS = 100, PATIENCE = 8000;
  let board = held.board;
  let seen = board.sequence;
  let heard = performance.now();
  let prompted = 0;
  let lastPrice = board.price;

  /* The clock: server time on top of the machine's steady clock, so that setting the machine's time moves nothing. */
  let base = Date.parse(held.now) - performance.now();
  let doubt = Infinity;
  const serverNow = () => base + performance.now();
  const learn = (at, asked, told) => {
    const error = (told - asked) / 2;
    if (error < doubt || error < 400) { doubt = error; base = at - asked - error; }
  };
  /* Two units are enough: 1 天 2 小时, 3 分 5 秒. */
  const amount = (seconds) => {
    const units = [[86400, "天"], [3600, "小时"], [60, "分"], [1, "秒"]];
    const first = units.findIndex(([size]) => seconds >= size);
    return units.slice(first, first + 2).map(([size, name], place) => [Math.floor((place ? seconds % units[first][0] : seconds) / size), name])
      .filter(([count], place) => count || !place).map(([count, name]) => `${count} ${name}`).join(" ");
  };
  const skew = () => {
    const ahead = (Date.now() - serverNow()) / 1000;
    if (Math.abs(ahead) < 1) { return "本机时钟与服务器一致"; }
    return `本机时钟${ahead > 0 ? "快" : "慢"} ${amount(Math.round(Math.abs(ahead)))}，以服务器为准`;
  };

  const show = (name, text) => document.querySelectorAll(`[data-show="${name}"]`).forEach((part) => { if (part.textContent !== text) { part.textContent = text; } });
  const two = (number) => String(number).padStart(2, "0");
  const price = prices.write;
  const duration = (seconds) => {
    const left = Math.max(0, seconds), days = Math.floor(left / 86400), hours = Math.floor(left % 86400 / 3600);
    const text = `${two(Math.floor(left % 3600 / 60))}:${two(left % 60)}`;
    return days ? `${days}天 ${two(hours)}:${text}` : hours ? `${two(hours)}:${text}` : text;
  };
  const shanghai = new Intl.DateTimeFormat("zh-CN", { timeZone: "Asia/Shanghai", hourCycle: "h23", year: "numeric", month: "2-digit", day: "2-digit", hour: "2-digit", minute: "2-digit", second: "2-digit" });
  const parts = (at) => Object.fromEntries(shanghai.formatToParts(new Date(at)).map((part) => [part.type, part.value]));
  const short = (at) => { const p = parts(at); return `${p.month}-${p.day} ${p.hour}:${p.minute}:${p.second}`; };
  const long = (at) => { const p = parts(at); return `${p.year}年${Number(p.month)}月${Number(p.day)}日 ${p.hour}:${p.minute}:${p.second}`; };

  /* What is spoken: one thing at a time, the newest, never more often than a listener can follow. */
  let spoken = 0, waiting = 0;
  const say = (text, urgent) => {
    clearTimeout(waiting);
    const speak = () => { spoken = performance.now(); place.querySelector("[data-say]").textContent = text; };
    const pause = urgent ? 0 : Math.max(0, 4000 - (performance.now() - spoken));
    waiting = setTimeout(speak, pause);
  };

  const opening = () => board.opening && serverNow() < Date.parse(board.opens_at);
  const stage = () => opening() ? "announced" : board.stage;
  const words = () => opening() ? board.opening : board.words;
  const ends = { listing: "挂牌", question: "答复", live: "限时竞价" };
  const target = () => opening() ? board.opens_at : board.deadline;

  let drawnStage = "";
  const drawStage = () => {
    const now = `${stage()} ${board.standstill ? "held" : ""}`;
    if (now === drawnStage) { return; }
    drawnStage = now;
    document.querySelectorAll("[data-when]").forEach((part) => {
      const fits = part.dataset.when.split(" ").includes(stage());
      part.hidden = !fits || (part.dataset.while === "running" && Boolean(board.standstill));
    });
    document.dispatchEvent(new CustomEvent("hall:stage", { detail: stage() }));
  };
  const drawWords = () => {
    const said = words();
    show("headline", said.headline);
    show("detail", said.detail);
    show("article", said.article);
    drawStage();
  };
  const drawResult = () => {
    place.querySelector("[data-result]").hidden = !board.result;
    if (!board.result) { return; }
    show("outcome", board.result.words);
    show("winner", board.result.paddle === null ? "—" : String(board.result.paddle));
    show("winning", price(board.result.price) || "—");
    show("reserve", price(board.result.reserve) || "未设底价");
  };
  const draw = () => {
    show("price", price(board.price) || "还没有报价");
    show("paddle", board.paddle === null ? "—" : String(board.paddle));
    show("least", price(board.least) || "—");
    show("bids", String(board.bids));
    if (board.price !== lastPrice) { show("capitals", prices.capitals(board.price)); lastPrice = board.price; place.classList.remove("board--moved"); void place.offsetWidth; place.classList.add("board--moved"); }
    drawWords();
    drawResult();
    tick();
    document.dispatchEvent(new CustomEvent("hall:board", { detail: board }));
  };

  let clockText = "", asked = 0;
  const tick = () => {
    const clock = place.querySelector("[data-clock]");
    const end = target();
    let text = "", label = "", until = "";
    if (board.standstill) {
      text = duration(board.standstill.left);
      label = "停表，剩余";
    } else if (end) {
      const left = Date.parse(end) - serverNow();
      text = duration(Math.ceil(left / 1000));
      until = long(end);
      label = opening() ? "距挂牌开始" : left > 0 ? `距${ends[board.stage]}截止` : "时间到，等待服务器宣布";
      if (left <= -1500 && performance.now() - asked > 3000) { asked = performance.now(); check(); }
    }
    clock.hidden = !text;
    clock.classList.toggle("board__clock--still", Boolean(board.standstill));
    if (text !== clockText) { clockText = text; show("clock", text); show("clock-label", label); show("until", until); drawWords(); }
    remind();
  };
  /* Art. 25: the end of a countdown is announced several times in its last part. */
  const remind = () => {
    const now = serverNow();
    const running = board.prompts.length && !board.standstill && board.deadline && now < Date.parse(board.deadline);
    const count = running ? board.prompts.filter((at) => Date.parse(at) <= now).length : 0;
    place.querySelector("[data-prompt]").hidden = !count;
    if (count && count !== prompted) {
      show("prompt", String(count));
      say(`第 ${count} 次提示：限时竞价即将截止，还剩 ${Math.ceil((Date.parse(board.deadline) - now) / 1000)} 秒`, true);
    }
    prompted = count;
  };

  /* The ladder and the log. */
  const bidRows = (event) => event.bids.map(([first, second, from, steps, increment]) => {
    const paddle = second === null || steps % 2 ? first : second;
    const other = paddle === first ? second : first;
    const note = steps === 1 ? "" : other === null ? `连续加价 ${steps} 次` : `与 ${other} 轮流加价 ${steps} 次`;
    return { at: event.at, paddle, price: from + (steps - 1) * increment, note };
  });
  const cell = (row, text, name) => { const made = document.createElement("td"); made.textContent = text; if (name) { made.className = name; } row.append(made); return made; };
  const addRow = (ladder, bid) => {
    const row = document.createElement("tr");
    cell(row, short(bid.at));
    cell(row, String(bid.paddle));
    const last = cell(row, price(bid.price), "numeric");
    if (bid.note) { const small = document.createElement("small"); small.className = "soft"; small.textContent = bid.note; last.append(document.createElement("br"), small); }
    row.className = "ladder__new";
    ladder.prepend(row);
  };
  const addLog = (log, event) => {
    const line = document.createElement("li"), time = document.createElement("time");
    time.dateTime = event.at;
    time.textContent = short(event.at);
    line.append(time, ` ${event.text}`);
    log.prepend(line);
  };
  const trim = (list) => { while (list.children.length > MOST_ROWS) { list.lastElementChild.remove(); } };
  const addEvents = (events) => {
    const ladder = document.querySelector("[data-ladder]"), log = document.querySelector("[data-log]");
    for (const event of events) {
      bidRows(event).forEach((bid) => addRow(ladder, bid));
      if (log) { addLog(log, event); }
      if (event.kind === "supplemented") { place.querySelector("[data-updated]").hidden = false; }
    }
    trim(ladder);
    if (log) { trim(log); }
    const empty = document.querySelector("[data-empty]");
    if (empty && ladder.children.length) { empty.hidden = true; }
    const last = events[events.length - 1];
    say(last.text, last.kind !== "bid_placed");
    document.dispatchEvent(new CustomEvent("hall:events", { detail: events }));
  };

  const take = (told) => {
    heard = performance.now();
    const fresh = told.events.filter((event) => event.sequence > seen);
    if (told.board.sequence >= board.sequence) { board = told.board; }
    if (fresh.length) { seen = fresh[fresh.length - 1].sequence; addEvents(fresh); }
    if (told.reload) { seen = board.sequence; place.querySelector("[data-updated]").hidden = false; }
    draw();
  };

  /* The connection: pushed where that works, else asked for every few seconds. */
  const tell = (state, text) => { const part = place.querySelector("[data-connection]"); part.dataset.connection = state; part.textContent = text; };
  let stream = null, again = 1000, polling = 0;
  const check = async () => {
    const asking = performance.now();
    try {
      const answer = await fetch(`${place.dataset.read}?after=${seen}`, { cache: "no-store", signal: AbortSignal.timeout(PATIENCE) });
      if (!answer.ok) { throw new Error(String(answer.status)); }
      const told = await answer.json();
      learn(Date.parse(told.now), asking, performance.now());
      show("skew", skew());
      if (told.board.sequence > seen && stream && stream.readyState === EventSource.OPEN) { reopen(0); }
      take(told);
      if (polling) { tell("poll", "每 5 秒更新一次"); }
      return true;
    } catch {
      if (polling) { tell("lost", "连接中断，正在重试"); }
      return false;
    }
  };
  const poll = () => { if (!polling) { polling = setInterval(check, 5000); check(); } };
  const reopen = (after) => {
    if (stream) { stream.close(); stream = null; }
    setTimeout(open, after);
  };
  const open = () => {
    if (stream) { return; }
    stream = new EventSource(`${place.dataset.stream}?after=${seen}`);
    stream.onopen = () => { again = 1000; clearInterval(polling); polling = 0; tell("live", "实时连接"); };
    stream.onmessage = (message) => take(JSON.parse(message.data));
    stream.onerror = () => {
      poll();
      if (stream && stream.readyState === EventSource.CLOSED) { reopen(again + Math.random() * 1000); again = Math.min(again * 2, 30000); }
    };
  };
  const watchOver = () => { if (performance.now() - heard > QUIET && !polling) { heard = performance.now(); check(); } };

  document.addEventListener("visibilitychange", () => { if (!document.hidden) { doubt = Infinity; check(); } });
  document.addEventListener("hall:told", (event) => take({ board: event.detail, events: [], reload: false }));
  addEventListener("pagehide", () => { if (stream) { stream.close(); stream = null; } });
  addEventListener("pageshow", (event) => { if (event.persisted) { open(); check(); } });
  tell("wait", "正在连接");
  draw();
  open();
  setTimeout(check, 200 + Math.random() * 1500);
  setInterval(tick, 200);
  setInterval(watchOver, 5000 + Math.random() * 1000);
})();

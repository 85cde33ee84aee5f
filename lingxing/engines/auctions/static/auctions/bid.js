/* The bidder's console: each attempt has a key of its own and is asked after until its outcome is known. */
(() => {
  "use strict";
  const console_ = document.querySelector("[data-console]");
  if (!console_) { return; }
  const number = console_.dataset.number, paddle = Number(console_.dataset.paddle), far = Number(console_.dataset.far);
  const store = `lingxing-bid-${number}-${paddle}`;
  const PATIENCE = 8000, TRIES = 8, STEADY = 400;
  let board = JSON.parse(document.getElementById("hall-data").textContent).board;
  let leastSince = 0, busy = false;

  const newKey = () => Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, "0")).join("");
  const token = () => document.querySelector("[name=csrfmiddlewaretoken]").value;
  const remember = (attempt) => { try { if (attempt) { sessionStorage.setItem(store, JSON.stringify(attempt)); } else { sessionStorage.removeItem(store); } } catch { /* not remembered over a reload */ } };
  const remembered = () => { try { return JSON.parse(sessionStorage.getItem(store)); } catch { return null; } };
  const sleep = (time) => new Promise((done) => { setTimeout(done, time); });
  const ask = (address, more) => fetch(address, { credentials: "same-origin", cache: "no-store", signal: AbortSignal.timeout(PATIENCE), ...more });
  const say = (part, kind, text) => {
    const line = document.createElement("p");
    line.className = kind;
    line.textContent = text;
    part.replaceChildren(line);
    return line;
  };
  const notice = document.querySelector("[data-receipts]");
  const tell = (kind, text) => {
    const made = document.createElement("div");
    made.className = `notice notice--${kind}`;
    say(made, "", text);
    notice.replaceChildren(made);
    return made;
  };
  const sentence = (error) => [error.what, error.article && `依据${error.article}`, error.remedy].filter(Boolean).map((part) => part.replace(/。$/, "")).join("。") + "。";

  /* Ask what became of an attempt. Returns what was answered, null where it never arrived; throws where nobody says. */
  const outcome = async (key) => {
    const answer = await ask(console_.dataset.outcome.replace("KEY", key));
    if (answer.status === 422) { return { status: 422, told: await answer.json() }; }
    if (!answer.ok) { throw new Error(String(answer.status)); }
    const told = await answer.json();
    return told.known ? { status: 200, told: told.answer } : null;
  };
  const post = async (attempt) => {
    const headers = { "Content-Type": "application/json", "X-CSRFToken": token() };
    const address = attempt.method === "DELETE" ? `${attempt.address}?key=${attempt.key}` : attempt.address;
    const body = attempt.method === "DELETE" ? undefined : JSON.stringify({ ...attempt.body, key: attempt.key });
    const answer = await ask(address, { method: attempt.method, headers, body });
    if (answer.status >= 500) { throw new Error(String(answer.status)); }
    return { status: answer.status, told: await answer.json() };
  };
  /* Send until the outcome is known. The key makes it safe: what was taken once is not taken again. */
  const settle = async (attempt) => {
    remember(attempt);
    for (let tries = 0; tries < TRIES; tries += 1) {
      try {
        const known = tries ? await outcome(attempt.key) : null;
        return known || await post(attempt);
      } catch {
        tell("warn", "没有收到答复，正在用同一编号确认结果，请不要重复操作…");
        await sleep(Math.min(400 * 2 ** tries, 5000));
      }
    }
    return null;
  };
  const said = (attempt, told) => {
    if (attempt.act !== "bid" && attempt.act !== "next") { return "已受理，回执见“我的操作”。"; }
    const stands = told.leading ? "目前您的报价最高" : `目前最高报价 ${prices.write(told.highest)}`;
    return `报价 ${prices.write(told.price)} 已受理，${stands}。回执见“我的操作”。`;
  };
  const finish = (attempt, found, form) => {
    const part = form && form.querySelector("[data-error]");
    if (!found) { tell("bad", "仍然没有收到答复。请检查网络，恢复后重新打开本页，会先确认这次操作的结果。"); return; }
    remember(null);
    if (found.told.board) { document.dispatchEvent(new CustomEvent("hall:told", { detail: found.told.board })); }
    if (found.status === 200) {
      tell("good", said(attempt, found.told));
      if (part) { part.replaceChildren(); }
      form?.querySelectorAll("input[type=text]").forEach((field) => { field.value = ""; read(field); });
    } else {
      const error = found.told.error || { what: "没有受理" };
      notice.replaceChildren();
      if (part) { say(part, "field__error", sentence(error)).setAttribute("role", "alert"); } else { tell("bad", sentence(error)); }
    }
    refresh();
  };
  const act = async (attempt, form) => {
    if (busy) { return; }
    busy = true;
    console_.classList.add("console--busy");
    tell("info", "正在提交…");
    try { finish(attempt, await settle(attempt), form); } finally { busy = false; console_.classList.remove("console--busy"); }
  };

  /* What only this bidder sees is fetched anew after each act and whenever the sale has moved on. */
  let soon = 0;
  const refresh = () => {
    clearTimeout(soon);
    soon = setTimeout(async () => {
      try {
        const page = new DOMParser().parseFromString(await (await ask(location.pathname)).text(), "text/html");
        document.querySelectorAll("[data-own]").forEach((part) => {
          const found = page.querySelector(`[data-own="${part.dataset.own}"]`);
          if (found && found.textContent !== part.textContent) { part.replaceChildren(...found.childNodes); }
        });
        const held = page.querySelector("[data-manual]").disabled;
        document.querySelector("[data-manual]").disabled = held;
        document.querySelector("[data-held]").hidden = !held;
      } catch { /* shown again after the next act */ }
    }, 300);
  };

  /* A question before what can't be taken back. */
  const dialog = document.querySelector("[data-confirm]");
  const confirmed = (text) => new Promise((done) => {
    dialog.querySelector("[data-confirm-text]").textContent = text;
    dialog.returnValue = "";
    dialog.onclose = () => done(dialog.returnValue === "yes");
    dialog.showModal();
  });
  dialog.querySelector("[data-confirm-yes]").addEventListener("click", () => dialog.close("yes"));
  dialog.querySelector("[data-confirm-no]").addEventListener("click", () => dialog.close(""));

  /* What is typed is read aloud while it is typed. */
  const reading = (fen, isBid) => {
    if (fen === null) { return "还不是价格：请写 1250000、1,250,000.00 或 125万元"; }
    const parts = [prices.write(fen), prices.capitals(fen)];
    if (isBid && board.least !== null) {
      const steps = Math.floor((fen - board.least) / board.increment);
      parts.push(fen < board.least ? `低于最低报价 ${prices.write(board.least)}` : steps ? `比最低报价高 ${steps} 个增价幅度` : "");
    }
    return parts.filter(Boolean).join(" · ");
  };
  const read = (field) => {
    const part = field.form.querySelector("[data-reading]");
    if (part) { part.textContent = field.value.trim() ? reading(prices.read(field.value), field.form.dataset.act === "bid") : ""; }
  };
  document.addEventListener("input", (event) => { if (event.target.matches("[data-act] input[type=text]")) { read(event.target); } });

  const attemptOf = (form, submitter) => {
    const kind = form.dataset.act;
    const attempt = { act: kind, address: form.dataset.api, method: kind === "revoke" ? "DELETE" : "POST", key: newKey(), body: {} };
    if (kind === "next" || kind === "bid") { attempt.body.price = form.elements.price.value; }
    if (kind === "proxy") { attempt.body.ceiling = form.elements.ceiling.value; }
    if (kind === "answer") { attempt.body.wants = submitter.value === "yes"; }
    return attempt;
  };
  const agreed = async (form) => {
    if (form.dataset.act !== "bid") { return true; }
    const fen = prices.read(form.elements.price.value);
    if (fen === null || board.least === null || fen <= board.least + far * board.increment) { return true; }
    return confirmed(`您的报价 ${prices.write(fen)}（${prices.capitals(fen)}）比最低报价高出 ${far} 个增价幅度以上。有效报价不可撤回。`);
  };
  document.addEventListener("submit", async (event) => {
    const form = event.target;
    if (!form.dataset.act) { return; }
    event.preventDefault();
    const part = form.querySelector("[data-error]");
    part.replaceChildren();
    if (form.dataset.act === "next" && performance.now() - leastSince < STEADY) {
      say(part, "field__error", "最高报价刚刚变化，没有提交。请看清新的价格再按一次。").setAttribute("role", "alert");
      return;
    }
    const attempt = attemptOf(form, event.submitter);
    if (await agreed(form)) { act(attempt, form); }
  });

  const mine = () => {
    const tag = document.querySelector('[data-show="mine"]');
    if (board.result) { tag.textContent = board.result.paddle === paddle ? "已竞得" : "未竞得"; } else if (board.paddle === paddle) { tag.textContent = "您的报价最高"; } else if (tag.textContent === "您的报价最高") { tag.textContent = "已被超过"; }
    tag.classList.toggle("tag--good", (board.result ? board.result.paddle : board.paddle) === paddle);
  };
  document.addEventListener("hall:board", (event) => {
    const before = board;
    board = event.detail;
    if (before.least !== board.least) {
      leastSince = performance.now();
      document.querySelectorAll("[data-least]").forEach((field) => { field.value = board.least === null ? "" : (board.least / 100).toFixed(2); });
      document.querySelectorAll("[data-act] input[type=text]").forEach(read);
    }
    mine();
    if (before.sequence !== board.sequence && (before.stage !== board.stage || document.querySelector('[data-act="revoke"]'))) { refresh(); }
  });

  const left = remembered();
  if (left) {
    busy = true;
    tell("warn", "正在确认上一次操作的结果…");
    outcome(left.key).then((found) => {
      remember(null);
      if (!found) { tell("warn", "上一次操作没有到达服务器，没有生效。需要时请重新操作。"); return; }
      finish(left, found, null);
    }).catch(() => tell("bad", "暂时不能确认上一次操作的结果，请稍后重新打开本页。")).finally(() => { busy = false; });
  }
})();

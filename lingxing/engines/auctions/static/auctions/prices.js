/* Prices as the server reads and writes them: whole fen, which numbers hold exactly up to the highest price. */
globalThis.prices = (() => {
  "use strict";
  const LONGEST = 60;
  const UNITS = { "": 2, 元: 2, 万: 6, 万元: 6, 亿: 10, 亿元: 10 };
  const NUMBER = /^([0-9]+|[0-9]{1,3}(?:,[0-9]{3})+)(?:\.([0-9]+))?\s*(元|万元|万|亿元|亿)?$/;
  const HIGHEST = 10n ** 15n;
  const two = (number) => String(number).padStart(2, "0");
  const write = (fen) => {
    if (fen === null || fen === undefined) { return ""; }
    const yuan = Math.floor(fen / 100);
    return `${String(yuan).replace(/\B(?=(\d{3})+$)/g, ",")}.${two(fen - yuan * 100)} 元`;
  };
  /* Returns whole fen, or null with no word where it is no price: the server says why. */
  const read = (text) => {
    const found = text.length <= LONGEST && NUMBER.exec(text.normalize("NFKC").trim().replace(/^¥/, ""));
    if (!found) { return null; }
    const [, whole, fraction = "", unit = ""] = found;
    const places = UNITS[unit];
    if (fraction.length > places) { return null; }
    const fen = BigInt(whole.replaceAll(",", "") + fraction.padEnd(places, "0"));
    return fen > 0n && fen <= HIGHEST ? Number(fen) : null;
  };
  const DIGITS = "零壹贰叁肆伍陆柒捌玖", PLACES = ["", "拾", "佰", "仟"], GROUPS = ["", "万", "亿"];
  const group = (value) => {
    let text = "", zero = false;
    for (let place = 3; place >= 0; place -= 1) {
      const digit = Math.floor(value / 10 ** place) % 10;
      if (digit) { text += (zero && text ? "零" : "") + DIGITS[digit] + PLACES[place]; }
      zero = !digit;
    }
    return text;
  };
  const whole = (yuan) => {
    let text = "", skipped = false;
    for (let place = GROUPS.length - 1; place >= 0; place -= 1) {
      const part = Math.floor(yuan / 10 ** (4 * place)) % 10000;
      if (!part) { skipped = text !== ""; continue; }
      if (text && (skipped || part < 1000)) { text += "零"; }
      text += group(part) + GROUPS[place];
      skipped = false;
    }
    return text || "零";
  };
  const capitals = (fen) => {
    if (fen === null || fen === undefined || fen >= 1e14) { return ""; }
    const yuan = Math.floor(fen / 100), jiao = Math.floor(fen / 10) % 10, cent = fen % 10;
    const before = yuan || fen === 0 ? `${whole(yuan)}元` : "";
    if (!jiao && !cent) { return `${before}整`; }
    const zero = yuan && (!jiao || yuan % 10 === 0) ? "零" : "";
    return before + zero + (jiao ? `${DIGITS[jiao]}角` : "") + (cent ? `${DIGITS[cent]}分` : "整");
  };
  return { write, read, capitals };
})();

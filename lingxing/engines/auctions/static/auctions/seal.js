/* Seals a reserve price in the browser: HPKE (RFC 9180) with X25519, HKDF-SHA256 and AES-256-GCM, as `sealing` opens it. */
(() => {
  "use strict";
  const place = document.querySelector("[data-seal]");
  if (!place) { return; }
  const { subtle } = globalThis.crypto;
  const utf8 = (text) => new TextEncoder().encode(text);
  const hex = (bytes) => Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
  const unhex = (text) => Uint8Array.from(text.match(/../g) ?? [], (pair) => parseInt(pair, 16));
  const join = (...parts) => {
    const whole = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
    parts.reduce((at, part) => { whole.set(part, at); return at + part.length; }, 0);
    return whole;
  };
  const sha256 = async (bytes) => new Uint8Array(await subtle.digest("SHA-256", bytes));
  const NONE = new Uint8Array(0), ZEROS = new Uint8Array(32), VERSION = utf8("HPKE-v1");
  const KEM = join(utf8("KEM"), unhex("0020")), SUITE = join(utf8("HPKE"), unhex("002000010002"));

  const hmac = async (key, bytes) => {
    const made = await subtle.importKey("raw", key, { name: "HMAC", hash: "SHA-256" }, false, ["sign"]);
    return new Uint8Array(await subtle.sign("HMAC", made, bytes));
  };
  const extract = (suite, salt, label, key) => hmac(salt, join(VERSION, suite, utf8(label), key));
  const expand = async (suite, secret, label, info, length) => {
    const told = join(Uint8Array.of(0, length), VERSION, suite, utf8(label), info, Uint8Array.of(1));
    return (await hmac(secret, told)).slice(0, length);
  };
  const sharedSecret = async (own, publicBytes) => {
    const receiver = await subtle.importKey("raw", publicBytes, { name: "X25519" }, false, []);
    const agreed = new Uint8Array(await subtle.deriveBits({ name: "X25519", public: receiver }, own.privateKey, 256));
    const sent = new Uint8Array(await subtle.exportKey("raw", own.publicKey));
    const secret = await extract(KEM, ZEROS, "eae_prk", agreed);
    return [sent, await expand(KEM, secret, "shared_secret", join(sent, publicBytes), 32)];
  };
  const encrypt = async (plain, publicBytes, info) => {
    const own = await subtle.generateKey({ name: "X25519" }, false, ["deriveBits"]);
    const [sent, shared] = await sharedSecret(own, publicBytes);
    const context = join(
      Uint8Array.of(0),
      await extract(SUITE, ZEROS, "psk_id_hash", NONE),
      await extract(SUITE, ZEROS, "info_hash", info),
    );
    const secret = await extract(SUITE, shared, "secret", NONE);
    const raw = await expand(SUITE, secret, "key", context, 32);
    const key = await subtle.importKey("raw", raw, "AES-GCM", false, ["encrypt"]);
    const iv = await expand(SUITE, secret, "base_nonce", context, 12);
    return join(sent, new Uint8Array(await subtle.encrypt({ name: "AES-GCM", iv }, key, plain)));
  };

  const FORMAT = "lingxing-reserve-1";
  const seal = async (lot, key, price) => {
    const salt = hex(crypto.getRandomValues(new Uint8Array(32)));
    const commitment = hex(await sha256(utf8(`lingxing reserve price 1\n${JSON.stringify([price, salt])}`)));
    const plain = utf8(JSON.stringify({ price, salt }).padEnd(160));
    const sealed = await encrypt(plain, unhex(key), utf8(`${FORMAT}\n${lot}`));
    const base64 = btoa(String.fromCharCode(...sealed));
    return `${JSON.stringify({ code: "", commitment, format: FORMAT, key, lot, sealed: base64 })}\n`;
  };
  const save = (text, name) => {
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([text], { type: "application/json" }));
    link.download = name;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 60000);
  };

  const part = (name) => place.querySelector(`[data-seal-${name}]`);
  const start = async (event) => {
    event.preventDefault();
    const field = part("form").querySelector("input"), price = prices.read(field.value);
    part("error").textContent = price === null ? "请写成 120000000、12000 万元或 1.2 亿元" : "";
    if (price === null) { return; }
    const { lot, key } = place.dataset;
    const text = await seal(lot, key, price);
    save(text, `${lot}-reserve.json`);
    field.value = "";
    part("price").textContent = prices.write(price);
    part("digest").textContent = hex(await sha256(utf8(text)));
    part("done").hidden = false;
  };
  const able = async () => {
    try { return Boolean(await subtle.generateKey({ name: "X25519" }, false, ["deriveBits"])); } catch { return false; }
  };
  able().then((can) => {
    part("unable").hidden = can;
    part("form").hidden = !can;
    part("form").addEventListener("submit", start);
  });
})();

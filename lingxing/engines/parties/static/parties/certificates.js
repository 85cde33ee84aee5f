/* Signing the server's challenge with a certificate's key. The key never leaves the browser: only the certificate, which
   is public, and the signature are sent. */
(() => {
  "use strict";
  const box = document.querySelector(".certificate-signing");
  const form = box?.closest("form");
  if (!form) { return; }
  const status = box.querySelector("[role=status]");
  const [certificateFile, keyFile] = box.querySelectorAll("input[type=file]");
  const field = (name) => form.querySelector(`input[name="${name}"]`);
  const RSA = { name: "RSASSA-PKCS1-v1_5", hash: "SHA-256" };
  const ECDSA = { name: "ECDSA", namedCurve: "P-256", hash: "SHA-256" };
  /* The identifiers of the algorithms as they stand in a PKCS #8 key: rsaEncryption, prime256v1. */
  const KINDS = [["2a864886f70d010101", RSA], ["2a8648ce3d030107", ECDSA]];
  const HEADS = {
    "ENCRYPTED PRIVATE KEY": "私钥加了口令，请先导出不加口令的 PKCS#8 私钥",
    "EC PRIVATE KEY": "私钥不是 PKCS#8 格式，请先转换（BEGIN PRIVATE KEY）",
    "RSA PRIVATE KEY": "私钥不是 PKCS#8 格式，请先转换（BEGIN PRIVATE KEY）",
  };

  const fromBase64 = (text) => Uint8Array.from(atob(text.replace(/\s/g, "")), (letter) => letter.charCodeAt(0));
  const toBase64 = (bytes) => btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(""));
  const toHex = (bytes) => Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");

  const pemPart = (text, label) => {
    const found = text.match(new RegExp(`-----BEGIN ${label}-----([A-Za-z0-9+/=\\s]+)-----END ${label}-----`));
    return found && fromBase64(found[1]);
  };

  const readCertificate = async (file) => {
    const bytes = new Uint8Array(await file.arrayBuffer());
    const text = new TextDecoder().decode(bytes);
    return text.includes("-----BEGIN") ? pemPart(text, "CERTIFICATE") : bytes;
  };

  const readKey = async (file) => {
    const text = await file.text();
    const bytes = pemPart(text, "PRIVATE KEY");
    if (!bytes) {
      const head = Object.keys(HEADS).find((label) => text.includes(`BEGIN ${label}`));
      throw new Error(head ? HEADS[head] : "私钥文件无法识别，须为 PEM 格式的 PKCS#8");
    }
    const kind = KINDS.find(([mark]) => toHex(bytes.slice(0, 40)).includes(mark));
    if (!kind) { throw new Error("私钥的算法不受支持，须为 RSA 或 ECDSA P-256"); }
    try {
      return { key: await crypto.subtle.importKey("pkcs8", bytes, kind[1], false, ["sign"]), kind: kind[1] };
    } catch {
      throw new Error("私钥文件已损坏");
    }
  };

  const challenge = async () => {
    const headers = { "X-CSRFToken": field("csrfmiddlewaretoken").value };
    const answer = await fetch(box.dataset.challenge, { method: "POST", headers, credentials: "same-origin" });
    if (!answer.ok) { throw new Error("取不到验证码，请刷新页面后重试"); }
    return answer.json();
  };

  const sign = async () => {
    if (!window.crypto?.subtle) { throw new Error("浏览器只在 HTTPS 或本机地址下才能签名"); }
    const certificate = await readCertificate(certificateFile.files[0]);
    if (!certificate) { throw new Error("证书文件无法识别"); }
    const { key, kind } = await readKey(keyFile.files[0]);
    const { nonce, text } = await challenge();
    status.textContent = `正在签名，验证码 ${nonce.slice(0, 8)}…`;
    const signature = await crypto.subtle.sign(kind, key, new TextEncoder().encode(text));
    field("nonce").value = nonce;
    field("certificate").value = toBase64(certificate);
    field("signature").value = toBase64(new Uint8Array(signature));
  };

  const clear = () => { ["nonce", "certificate", "signature"].forEach((name) => { field(name).value = ""; }); };
  /* What an earlier sending left behind is spent: a challenge serves once. */
  clear();
  form.addEventListener("submit", async (event) => {
    const chosen = [certificateFile, keyFile].filter((input) => input.files.length).length;
    if (!chosen) { return; }
    event.preventDefault();
    clear();
    if (chosen < 2) {
      status.textContent = "证书文件和私钥文件都要选择";
      return;
    }
    try {
      await sign();
      form.submit();
    } catch (error) {
      status.textContent = `没有签名：${error.message}`;
    }
  });
})();

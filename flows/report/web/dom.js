// Building elements. Everything that comes from documents goes through text nodes and attributes made here: no markup is
// ever parsed, and characters that reverse or hide text are shown as a sign instead of being obeyed.
const UNSEEN = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\u{e0000}-\u{e007f}]/gu;
const visible = (text) => String(text).replace(UNSEEN, (sign) => "\ufffd".repeat(sign.length)); // keeps offsets

function h(tag, props = {}, ...children) {
  const element = document.createElement(tag);
  fill(element, props);
  element.append(...nodes(children));
  return element;
}

function s(tag, props = {}, ...children) {
  const element = document.createElementNS("http://www.w3.org/2000/svg", tag);
  fill(element, props);
  element.append(...nodes(children));
  return element;
}

function fill(element, props) {
  for (const [name, value] of Object.entries(props)) {
    if (value == null || value === false) continue;
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else if (name === "style") Object.assign(element.style, value);
    else if (name === "href") element.setAttribute("href", safeHref(value));
    else if (name === "value") element.value = value;
    else element.setAttribute(name, value === true ? "" : visible(value));
  }
}

function nodes(children) {
  return children.flat(Infinity).filter((child) => child != null && child !== false && child !== "").map((child) => (child instanceof Node ? child : document.createTextNode(visible(child))));
}

// Own addresses (#/…), downloads (blob:) and web links; anything else leads nowhere.
const safeHref = (address) => (address.startsWith("#") || address.startsWith("blob:") || webAddress(address) ? address : "#/");

function webAddress(text) {
  if (!/^https?:\/\//i.test(text ?? "")) return null;
  try {
    const url = new URL(text);
    return url.protocol === "http:" || url.protocol === "https:" ? url.href : null;
  } catch {
    return null;
  }
}

// A link that leaves the page, or plain text when it is no web address.
function outward(address, label = address) {
  const href = webAddress(address);
  const text = h("bdi", {}, label);
  return href ? h("a", {href, target: "_blank", rel: "noopener noreferrer nofollow", class: "out"}, text, h("span", {class: "sr"}, " (opens the web page)")) : text;
}

const bdi = (text, lang, props = {}) => h("bdi", {...props, lang: langAttribute(lang)}, text);
// A valid lang attribute: "unsure" and "no language" are empty, that is unknown.
const langAttribute = (lang) => (lang === undefined ? undefined : !lang || lang === "und" || lang === "zxx" || !/^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*$/.test(lang) ? "" : lang);

const button = (label, onclick, props = {}) => h("button", {type: "button", onclick, ...props}, label);
const chip = (group, code, extra = "") => h("span", {class: `chip ${group} ${extra}`, "data-code": code, title: meaning(group, code)}, word(group, code));
const kindChip = (kind) => h("span", {class: "chip kind", "data-kind": kind}, word("kind", kind));

function say(text) {
  const live = document.getElementById("live");
  live.textContent = "";
  live.textContent = visible(text);
}

const link = (parts, query = {}) => {
  const params = new URLSearchParams();
  for (const [name, values] of Object.entries(query)) for (const value of [values].flat()) if (value != null && value !== "") params.append(name, value);
  const path = parts.map(encodeURIComponent).join("/");
  return `#/${path}${params.size ?? [...params].length ? `?${params}` : ""}`;
};

// CSV as spreadsheets read it: UTF-8 with a mark, CRLF, and no cell that would be run as a formula.
function csv(columns, rows) {
  const cell = (value) => {
    let text = value == null ? "" : String(value);
    if (/^[=+\-@\t\r]/.test(text) && typeof value !== "number") text = `'${text}`;
    return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
  };
  return "\ufeff" + [columns, ...rows].map((row) => row.map(cell).join(",") + "\r\n").join("");
}

function download(name, text, type) {
  const address = URL.createObjectURL(new Blob([text], {type}));
  const anchor = h("a", {href: address, download: name});
  document.body.append(anchor);
  anchor.click();
  anchor.remove();
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}

function csvButton(name, columns, rows) {
  const save = async () => {
    const all = await rows();
    download(`${name}.csv`, csv(columns, all), "text/csv;charset=utf-8");
    say(`${plural(all.length, "row")} downloaded`);
  };
  return button("Download CSV", save, {class: "csv"});
}

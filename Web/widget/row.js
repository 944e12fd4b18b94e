import { attachment } from "./media.js";
import { h, setAttribute, setText } from "./dom.js";
import { links } from "./format.js";
import { icon } from "./icons.js";

/**
 * @typedef {import("./frame.js").Place & {settled: () => void, earlier: () => void}} Tools
 * @typedef {import("./rows.js").Row} Row @typedef {import("./rows.js").Line} Line
 */

/** @param {Row} row @param {Tools} tools @returns {HTMLElement} */
export function rowElement(row, tools) {
  const { words, format } = tools;
  switch (row.kind) {
    case "earlier": return h("button", { class: "chat-widget__earlier", type: "button", onclick: tools.earlier }, words.earlier);
    case "day": return h("div", { class: "chat-widget__day" }, format.day(row.at));
    case "who": return who(row.line, tools);
    case "system": return h("div", { class: "chat-widget__day" }, row.line.text ?? "");
    case "bubble": return bubble(row.line, tools);
    case "receipt": return h("div", { class: "chat-widget__receipt" });
    case "closed": return h("div", { class: "chat-widget__closed", "data-testid": "widget-closed" }, words.closed);
    case "blank": return h("div", { class: "chat-widget__blank" }, words.blank);
    case "typing": return h("div", { class: "chat-widget__typing", "data-testid": "widget-typing" },
      h("span", { class: "chat-widget__dots", "aria-hidden": "true" }, h("i"), h("i"), h("i")),
      h("span", {}, row.name ? words.typing(row.name) : words.typingNobody));
  }
}

/**
 * What may change on a row that stays.
 * @param {HTMLElement} element @param {Row} row @param {import("./types.js").State} state @param {Tools} tools
 */
export function updateRow(element, row, state, tools) {
  if (row.kind === "bubble") {
    setAttribute(element, "data-status", row.line.status);
    const part = row.line.files.map(file => state.progress[file.id]).find(value => value !== undefined);
    const bar = element.querySelector("progress");
    if (part === undefined) bar?.remove();
    else if (bar) bar.value = part;
    else element.append(h("progress", { class: "chat-widget__progress", max: 1, value: part, "aria-label": tools.words.pending }));
  }
  if (row.kind === "receipt" && element.dataset.held !== `${row.line.status}${row.line.reason}${row.line.at}`) {
    element.dataset.held = `${row.line.status}${row.line.reason}${row.line.at}`;
    element.replaceChildren(...receipt(row.line, tools));
    element.classList.toggle("chat-widget__receipt--failed", row.line.status === "failed");
  }
  if (row.kind === "day") setText(element, tools.format.day(row.at));
}

/** @param {Line} line @param {Tools} tools */
function who(line, { words, format }) {
  if (line.mine) return h("div", { class: "visually-hidden" }, `${words.you} · ${format.time(line.at)}`);
  return h("div", { class: "chat-widget__who" }, `${line.author ?? words.shop} · ${format.time(line.at)}`);
}

/** @param {Line} line @param {Tools} tools */
function bubble(line, tools) {
  const empty = !line.text && line.files.length === 0;
  return h("div", {
    class: `chat-widget__bubble${line.mine ? " chat-widget__bubble--me" : ""}`,
    "data-testid": "widget-message", "data-id": line.id, "data-mine": String(line.mine),
  },
  ...line.files.map(file => attachment(file, tools)),
  line.text && h("div", { class: "chat-widget__words", dir: "auto" }, ...links(line.text).map(piece => linked(piece, tools))),
  empty && h("em", {}, tools.words.unsupported));
}

/** @param {{text: string, href: string|null}} piece @param {Tools} tools */
function linked({ text, href }, { words }) {
  if (!href) return text;
  return h("a", { class: "chat-widget__link", href, target: "_blank", rel: "noopener noreferrer nofollow", title: words.newTab }, text);
}

/** @param {Line} line @param {Tools} tools @returns {(Node|string)[]} */
function receipt(line, { client, words, format }) {
  const time = h("span", {}, format.time(line.at));
  const word = line.status ? words[line.status] : "";
  if (line.status === "failed") {
    return [h("span", { class: "chat-widget__reason", role: "alert" }, icon("failed", "xs"), `${words.failed}. ${reason(line.reason, words)}`),
      h("button", { class: "chat-widget__mend", type: "button", "data-testid": "widget-retry", onclick: () => client.writing.retry(line.id) }, words.retry),
      h("button", { class: "chat-widget__mend", type: "button", "data-testid": "widget-discard", onclick: () => client.writing.discard(line.id) }, words.discard)];
  }
  if (line.status === "read") return [time, icon("delivered", "xs"), h("span", {}, word)];
  return [time, icon(line.status ?? "sent", "xs"), h("span", { class: "visually-hidden" }, word)];
}

/** @param {string|null} code @param {import("./locales.js").Words} words */
function reason(code, words) {
  if (code === "attachment.type") return words.reasonType;
  if (code === "attachment.too_large") return words.reasonSize;
  if (code === "message.too_long") return words.reasonLong;
  return words.reasonOther(code ?? "?");
}

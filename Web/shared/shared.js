import { language, say } from "./words.js";

/**
 * Reads one case for whoever has its link, and shows what was said; nothing can be written.
 * @typedef {{id: string, kind: string, direction: "in" | "out", text: string | null, at: string, attachments: {id: string, name: string, type: string, state?: string, url: string}[], location?: {latitude: number, longitude: number, name?: string | null}}} Item
 * @typedef {{organisation: string, timeZone: string, number: number, customer: string | null, open: boolean, createdAt: string, closedAt: string | null, items: Item[], next: string | null}} Shared
 */
const place = /** @type {HTMLElement} */ (document.getElementById("shared"));
const address = `${location.pathname.replace(/\/$/, "")}/case`;
document.documentElement.lang = language();

/**
 * Oldest first.
 * @type {Item[]}
 */
let items = [];
void read(null);

/** @param {string | null} cursor */
async function read(cursor) {
  try {
    const response = await fetch(`${address}?limit=100${cursor ? `&cursor=${encodeURIComponent(cursor)}` : ""}`, { cache: "no-store", referrerPolicy: "no-referrer" });
    if (response.status === 404) { tell(say("gone"), say("goneText")); return; }
    if (!response.ok) throw new Error(String(response.status));
    const page = /** @type {Shared} */ (await response.json());
    items = [...page.items.reverse(), ...items];
    show(page);
  } catch { tell(say("failed"), "", () => void read(cursor)); }
}

/** @param {Shared} shared */
function show(shared) {
  const format = new Intl.DateTimeFormat(language(), { dateStyle: "medium", timeStyle: "short", timeZone: shared.timeZone });
  const time = (/** @type {string} */ at) => node("time", { dateTime: at, textContent: format.format(new Date(at)) });
  document.title = say("title", { number: shared.number, organisation: shared.organisation });
  const list = node("ol", { className: "shared__list" }, items.map((item) => node("li", { className: `shared__message ${item.direction === "out" ? "shared__message--ours" : ""}` }, [
    node("span", { className: "shared__by" }, [`${item.direction === "out" ? say("us", { organisation: shared.organisation }) : shared.customer ?? say("customer")} · `, time(item.at)]),
    ...(item.kind === "call" ? [node("p", { className: "shared__text", textContent: say("call") })] : []),
    ...(item.location ? [node("p", { className: "shared__text", textContent: `${say("location")}: ${item.location.name ?? `${item.location.latitude}, ${item.location.longitude}`}` })] : []),
    ...(item.text ? [node("p", { className: "shared__text", textContent: item.text })] : []),
    ...item.attachments.map(file),
  ])));
  list.setAttribute("aria-label", say("read"));
  const facts = node("p", { className: "shared__facts" }, [`${shared.customer ?? say("customer")} · ${say(shared.open ? "open" : "closed")} · `, time(shared.closedAt ?? shared.createdAt)]);
  place.replaceChildren(
    node("header", { className: "shared__head" }, [node("h1", { textContent: document.title }), facts]),
    ...(shared.next ? [button(say("more"), () => void read(shared.next))] : []),
    items.length > 0 ? list : node("p", { textContent: say("empty") }),
    node("p", { className: "shared__foot", textContent: say("foot") }));
}

/** @param {Item["attachments"][number]} attachment */
function file({ name, type, url }) {
  if (type.startsWith("image/") && type !== "image/svg+xml") return node("img", { src: url, alt: name, loading: "lazy" });
  if (type.startsWith("audio/")) return node("audio", { src: url, controls: true, preload: "none" });
  if (type.startsWith("video/")) return node("video", { src: url, controls: true, preload: "none" });
  return node("a", { className: "shared__file", href: url, textContent: name, target: "_blank", rel: "noopener noreferrer" });
}

/** @param {string} title @param {string} text @param {() => void} [again] */
function tell(title, text, again) {
  document.title = title;
  place.replaceChildren(node("h1", { textContent: title }), node("p", { textContent: text }), ...(again ? [button(say("again"), again)] : []));
}

/** @param {string} text @param {() => void} run */
function button(text, run) {
  const made = node("button", { type: "button", className: "shared__more", textContent: text });
  made.addEventListener("click", run);
  return made;
}

/**
 * @template {keyof HTMLElementTagNameMap} Tag
 * @param {Tag} tag
 * @param {Partial<HTMLElementTagNameMap[Tag]>} values
 * @param {(Node | string)[]} [children]
 */
function node(tag, values, children = []) {
  const made = document.createElement(tag);
  Object.assign(made, values);
  made.append(...children);
  return made;
}

import { ordered } from "./reduce.js";

/**
 * @typedef {import("./types.js").VMessage} VMessage @typedef {import("./types.js").Status} Status
 * @typedef {{id: string, mine: boolean, author: string|null, kind: string, text: string|null, files: import("./types.js").Attachment[],
 *   status: Status|null, reason: string|null, at: string}} Line
 * @typedef {{key: string, kind: "earlier"} | {key: string, kind: "day", at: string} | {key: string, kind: "who", line: Line}
 *   | {key: string, kind: "bubble", line: Line} | {key: string, kind: "system", line: Line} | {key: string, kind: "receipt", line: Line}
 *   | {key: string, kind: "closed"} | {key: string, kind: "typing", name: string|null}
 *   | {key: string, kind: "blank"}} Row
 */

const pause = 5 * 60_000;

/**
 * The conversation as a flat list of rows with stable keys: pure, so that what is shown can be tested without a screen.
 * @param {import("./types.js").State} state
 */
export function rows(state) {
  /** @type {Row[]} */
  const out = [];
  const all = lines(state);
  const closures = [...state.closures];
  if (state.earlier) out.push({ key: "earlier", kind: "earlier" });
  if (all.length === 0 && state.loaded) out.push({ key: "blank", kind: "blank" });
  all.forEach((line, index) => {
    const previous = all[index - 1];
    const closed = closures.length > 0 && /** @type {string} */ (closures[0]) < line.at;
    while (closures.length > 0 && /** @type {string} */ (closures[0]) < line.at) out.push(closedRow(/** @type {string} */ (closures.shift())));
    const newDay = !previous || day(previous.at) !== day(line.at);
    if (newDay) out.push({ key: `d:${day(line.at)}`, kind: "day", at: line.at });
    if (line.kind === "system") return void out.push({ key: `m:${line.id}`, kind: "system", line });
    if (newDay || closed || !joined(previous, line)) out.push({ key: `w:${line.id}`, kind: "who", line });
    out.push({ key: `m:${line.id}`, kind: "bubble", line });
    if (line.mine && needsReceipt(line, all[index + 1])) out.push({ key: `r:${line.id}`, kind: "receipt", line });
  });
  out.push(...closures.slice(-1).map(closedRow));
  if (state.typing) out.push({ key: "typing", kind: "typing", name: state.agent });
  return out;
}

/**
 * What the server holds, then what it does not know yet.
 * @param {import("./types.js").State} state @returns {Line[]}
 */
function lines(state) {
  const held = ordered(state);
  const pending = state.outbox.filter(entry => !(entry.id in state.messages));
  const readTo = held.reduce((found, message, index) => (message.mine && message.status === "read" ? index : found), -1);
  const floor = [held.at(-1)?.at ?? "", after(state.closures.at(-1))].sort().at(-1) ?? "";
  return [
    ...held.map((message, index) => ({
      id: message.id, mine: message.mine, author: message.author?.name ?? null, kind: message.kind, text: message.text,
      files: message.attachments, status: message.mine ? seen(message, index <= readTo) : null, reason: null, at: message.at,
    })),
    ...pending.map(entry => ({
      id: entry.id, mine: true, author: null, kind: entry.file ? "media" : "text", text: entry.text,
      files: entry.file ? [entry.file] : [], status: /** @type {Status} */ (entry.failed ? "failed" : "pending"),
      reason: entry.failed, at: entry.at < floor ? floor : entry.at,
    })),
  ];
}

/**
 * A read mark names the newest message that was read and means all above it too.
 * @param {VMessage} message @param {boolean} covered @returns {Status}
 */
function seen(message, covered) {
  return covered ? "read" : message.status ?? "sent";
}

/**
 * What waits to be sent stands below everything, whatever the customer's clock says.
 * @param {string|undefined} at
 */
function after(at) {
  return at === undefined ? "" : new Date(Date.parse(at) + 1).toISOString();
}

/**
 * Two lines of one hand, close in time.
 * @param {Line|undefined} a @param {Line} b
 */
function joined(a, b) {
  return a !== undefined && a.kind !== "system" && a.mine === b.mine && a.author === b.author
    && Date.parse(b.at) - Date.parse(a.at) < pause;
}

/**
 * The newest of a run says how far it got; an older one only where it differs.
 * @param {Line} line @param {Line|undefined} next
 */
function needsReceipt(line, next) {
  return line.status === "failed" || !next || !next.mine || next.status !== line.status || !joined(line, next);
}

/**
 * The customer's own calendar day.
 * @param {string} at
 */
function day(at) {
  const date = new Date(at);
  return `${date.getFullYear()}-${date.getMonth() + 1}-${date.getDate()}`;
}

/** @param {string} at @returns {Row} */
function closedRow(at) {
  return { key: `c:${at}`, kind: "closed" };
}

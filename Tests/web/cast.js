/** The cast and a small server in memory that says what happens in frames, as the real one does. Not a test. */
export const ana = "01990000-0000-7000-8000-0000000000a1";
export const bruno = "01990000-0000-7000-8000-0000000000b1";
const queue = "01990000-0000-7000-8000-0000000000c1";
const campaign = "01990000-0000-7000-8000-0000000000c2";

/** @param {number} seed */
export function random(seed) {
  let state = seed >>> 0;
  return () => { state = (Math.imul(state, 1664525) + 1013904223) >>> 0; return state / 2 ** 32; };
}

/** @param {number} second */
export const at = (second) => new Date(Date.UTC(2025, 10, 21, 15, 0, second)).toISOString();

/**
 * @param {string} id
 * @param {Partial<import("../../Web/lib/types").Card>} more
 * @returns {import("../../Web/lib/types").Card}
 */
export function card(id, more = {}) {
  return {
    id, number: 48000 + Number.parseInt(id.slice(-4), 10), version: 1, state: "queued", campaign, queue, account: "line", channel: "whatsapp",
    contact: { id: `contact-${id}`, name: "Elena Soto", code: null, point: { id: `point-${id}`, kind: "phone", value: "+51900555014", display: "+51 900 555 014" } },
    agent: null, deadline: null, offeredAt: null, openedAt: null, closedAt: null, closedBy: null, createdAt: at(0), updatedAt: at(0), queuedAt: at(0),
    unread: null, preview: null, lastMessageAt: null, marks: { transferred: false, escalated: false, orphaned: false, flagged: false, outsideHours: false, unanswered: false }, channels: { used: ["whatsapp"], last: "whatsapp", lastInbound: "whatsapp" }, priority: "medium", type: null, tags: [], waiting: null, escalation: null, outcome: null, mergedInto: null, description: null, sight: "full", ...more,
  };
}

/**
 * @param {string} id
 * @param {string} caseId
 * @param {Partial<import("../../Web/lib/types").Message>} more
 * @returns {import("../../Web/lib/types").Message}
 */
export function message(id, caseId, more = {}) {
  return {
    id, case: caseId, version: 1, kind: "text", direction: "in", author: { kind: "customer", id: null, name: "Elena Soto" }, text: id, attachments: [],
    status: null, reason: null, at: at(1), replyTo: null, ...more,
  };
}

/**
 * @param {import("../../Web/lib/types").Card[]} cases
 * @param {string} me
 * @param {import("../../Web/lib/types").Me["role"]} role
 * @returns {import("../../Web/lib/types").Snapshot}
 */
export function snapshot(cases, me = ana, role = "agent") {
  return /** @type {import("../../Web/lib/types").Snapshot} */ ({
    position: "1.0.1",
    me: {
      id: me, name: "Ana", email: "ana@demo.example", role, locale: "es", theme: "system", organisation: { name: "Casa Jacaranda", timeZone: "America/Lima", locale: "es" },
      state: { state: "available", reason: null, since: at(0) }, counts: { open: 0, closedToday: 0, timeZone: "America/Lima" }, capacity: 5,
    },
    campaigns: [{ id: campaign, slug: "postventa", name: "Postventa", preset: "whatsapp", archivedAt: null, types: [], policy: { labels: "line", unit: "attention", visibility: "exclusive", defaultView: "mine", acceptance: "onSelect", whoMayClose: "assignee", whoMayReopen: "nobody", orphan: "requeue" } }],
    queues: [{ id: queue, slug: "garantias", name: "Garantías", campaign, members: [ana, bruno], archivedAt: null }],
    accounts: [], agents: [{ id: ana, name: "Ana", email: "ana@demo.example", role: "agent", state: null }, { id: bruno, name: "Bruno", email: "bruno@demo.example", role: "agent", state: null }],
    breaks: [], tags: [], counts: { queues: [], mine: { open: 0, closedToday: 0, timeZone: "America/Lima" } }, cases,
  });
}

/**
 * An exclusive desk as Ana sees it: what happens, in her frames, and what a fresh snapshot would hold.
 * @param {() => number} chance
 */
export function world(chance) {
  /** @type {Map<string, import("../../Web/lib/types").Card>} */
  const cases = new Map();
  /** @type {Map<string, import("../../Web/lib/types").Message[]>} */
  const said = new Map();
  /** @type {import("../../Web/lib/types").Frame[]} */
  const frames = [];
  let clock = 0;
  let position = 1;
  const pick = (/** @type {any[]} */ all) => all[Math.floor(chance() * all.length)];
  const sees = (/** @type {import("../../Web/lib/types").Card} */ one) => {
    if (one.agent === ana && one.state !== "closed" && one.state !== "queued") return "full";
    if (one.state === "queued" || one.state === "offered") return "card";
    return one.state === "closed" && one.closedBy === ana ? "full" : "none";
  };
  const shown = (/** @type {import("../../Web/lib/types").Card} */ one) => (sees(one) === "full" ? { ...one, sight: /** @type {const} */ ("full") } : { ...one, preview: null, sight: /** @type {const} */ ("card") });
  const tell = (/** @type {string} */ kind, /** @type {any} */ data) => { position += 1; frames.push({ id: `1.0.${position}`, kind, data: structuredClone(data) }); };

  /** @param {string} id @param {string} kind @param {Partial<import("../../Web/lib/types").Card>} change @param {import("../../Web/lib/types").Message} [text] */
  function happen(id, kind, change, text) {
    const before = /** @type {import("../../Web/lib/types").Card} */ (cases.get(id));
    const after = { ...before, ...change, version: before.version + 1, updatedAt: at(clock) };
    cases.set(id, after);
    if (text) said.set(id, [...(said.get(id) ?? []).filter((one) => one.id !== text.id), text]);
    if (sees(after) !== "none") tell(kind, { case: shown(after), ...(text && sees(after) === "full" ? { message: text } : {}) });
    else if (sees(before) !== "none") tell("case.gone", { id, version: after.version });
    if (kind === "case.closed" && after.closedBy === ana) tell("attended.added", { case: { ...shown(after), attended: true } });
  }

  function step() {
    clock += 1;
    const live = [...cases.values()].filter((one) => one.state !== "closed");
    const one = live.length > 0 ? pick(live) : null;
    if (!one || chance() < 0.15) {
      const id = `case-${String(cases.size).padStart(4, "0")}`;
      const fresh = card(id, { createdAt: at(clock), queuedAt: at(clock), lastMessageAt: at(clock) });
      cases.set(id, fresh);
      tell("case.created", { case: shown(fresh) });
      return;
    }
    const who = pick([ana, ana, bruno]);
    if (one.state === "queued") happen(one.id, "case.offered", { state: "offered", agent: who, deadline: at(clock + 60) });
    else if (one.state === "offered" && chance() < 0.7) happen(one.id, "case.accepted", { state: "open", deadline: null });
    else if (one.state === "offered") happen(one.id, "case.queued", { state: "queued", agent: null, deadline: null });
    else if (chance() < 0.2) happen(one.id, "case.closed", { state: "closed", closedBy: one.agent, closedAt: at(clock) });
    else if (chance() < 0.1) happen(one.id, "case.released", { state: "queued", agent: null });
    else if (chance() < 0.3) {
      const held = said.get(one.id) ?? [];
      const old = held.length > 0 ? pick(held) : null;
      if (old) happen(one.id, "message.status", {}, { ...old, version: old.version + 1, status: "read" });
    } else happen(one.id, "message.received", { unread: { since: at(clock), count: 1 }, lastMessageAt: at(clock) }, message(`m-${one.id}-${clock}`, one.id, { at: at(clock) }));
  }

  return {
    step, frames, cases, said,
    fresh: () => {
      const all = [...cases.values()];
      const mine = all.filter((one) => one.state !== "closed" && sees(one) !== "none").map(shown);
      const attended = all.filter((one) => one.state === "closed" && one.closedBy === ana).map((one) => ({ ...shown(one), attended: true }));
      return snapshot([...mine, ...attended]);
    },
  };
}

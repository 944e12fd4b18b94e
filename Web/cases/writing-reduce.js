/**
 * @typedef {import("../lib/types").OutboxItem} OutboxItem
 * @typedef {import("../lib/types").LocalDraft} LocalDraft
 * @typedef {import("../lib/types").Action} Action
 */

/**
 * What I have sent and the server has not yet confirmed, in the order of sending.
 * @param {OutboxItem[]} outbox
 * @param {Action} action
 * @returns {OutboxItem[]}
 */
export function reduceOutbox(outbox, action) {
  switch (action.type) {
    case "outbox.restored": return [...action.items, ...outbox.filter((item) => !action.items.some((/** @type {OutboxItem} */ other) => other.id === item.id))];
    case "outbox.added": return [...outbox.filter((item) => !action.items.some((/** @type {OutboxItem} */ other) => other.id === item.id)), ...action.items];
    case "outbox.sent": case "outbox.removed": return outbox.filter((item) => item.id !== action.id);
    case "outbox.failed": return outbox.map((item) => (item.id === action.id ? { ...item, state: "failed", reason: action.reason, code: action.code, answered: action.answered ?? null } : item));
    case "outbox.retried": return outbox.map((item) => (item.id === action.id ? { ...item, state: "waiting", reason: null, code: null, force: action.force ?? item.force } : item));
    default: return outbox;
  }
}

/**
 * The key of a draft: one per case and kind, and for a reply one per channel, where it is not the case's own.
 * @param {string} caseId
 * @param {"text" | "note"} kind
 * @param {string} [via]
 */
export const draftKey = (caseId, kind, via = "") => (kind === "text" && via ? `${caseId}:${kind}:${via}` : `${caseId}:${kind}`);

/** @type {LocalDraft} */
export const noDraft = { text: "", files: [], updatedAt: 0, state: "clean" };

/**
 * @param {Record<string, LocalDraft>} drafts
 * @param {Action} action
 * @returns {Record<string, LocalDraft>}
 */
export function reduceDrafts(drafts, action) {
  switch (action.type) {
    case "drafts.restored": return { ...action.drafts, ...drafts };
    case "draft": return { ...drafts, [action.key]: { ...(drafts[action.key] ?? noDraft), ...action.draft, updatedAt: action.now, state: "dirty" } };
    case "draft.file": return withFile(drafts, action);
    case "draft.saved": return drafts[action.key]?.updatedAt === action.updatedAt ? { ...drafts, [action.key]: { .../** @type {LocalDraft} */ (drafts[action.key]), state: "saved" } } : drafts;
    case "draft.cleared": { const { [action.key]: _, ...rest } = drafts; return rest; }
    case "conversation.loaded": return fromServer(drafts, action.case, action.draft);
    case "frame": return action.frame.kind === "draft.changed" ? fromServer(drafts, action.frame.data.case, action.frame.data.draft) : drafts;
    default: return drafts;
  }
}

/**
 * The server's draft is taken unless newer words stand here; where it has none, what it had saved is gone.
 * @param {Record<string, LocalDraft>} drafts
 * @param {string} caseId
 * @param {import("../lib/types").Draft | null} draft
 * @returns {Record<string, LocalDraft>}
 */
function fromServer(drafts, caseId, draft) {
  if (!draft) {
    const gone = [draftKey(caseId, "text"), draftKey(caseId, "note")].filter((key) => drafts[key]?.state === "saved");
    return gone.length === 0 ? drafts : Object.fromEntries(Object.entries(drafts).filter(([key]) => !gone.includes(key)));
  }
  const key = draftKey(caseId, draft.kind);
  const held = drafts[key];
  const at = Date.parse(draft.updatedAt);
  if (held && (held.state === "dirty" || held.updatedAt >= at)) return drafts;
  return { ...drafts, [key]: { text: draft.text, files: held?.files ?? [], updatedAt: at, state: "saved" } };
}

/** @param {Record<string, LocalDraft>} drafts @param {Action} action */
function withFile(drafts, { key, id, patch }) {
  const held = drafts[key];
  return held ? { ...drafts, [key]: { ...held, files: held.files.map((file) => (file.id === id ? { ...file, ...patch } : file)) } } : drafts;
}

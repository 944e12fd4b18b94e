import { getState } from "../desk.js";
import { onFrames } from "../lib/frames.js";
import { loadCounts, loadViews } from "./views.js";
import { bulkTold, followBulk } from "./bulk-acts.js";
import { checkRows, countList, readList } from "./read-list.js";
import { listing } from "./store.js";

/** Between two looks at what changed, at what a count says, and at the counts of the views: at most. */
const [CHECK, COUNT, VIEWS] = [1000, 2000, 4000];

/** @type {{shown: boolean, timers: Record<string, any>, last: Record<string, number>}} */
const live = { shown: false, timers: {}, last: {} };

onFrames((frames) => {
  for (const { kind, data } of frames) if (kind === "bulk.progress") bulkTold(data);
  const told = frames.filter(({ kind, data }) => kind === "snapshot" || kind === "reset" || kind === "contact.updated" || data?.case?.id || kind === "case.gone");
  if (frames.some(({ kind }) => kind === "snapshot" || kind === "views.changed")) later("list-of-views", VIEWS, () => void loadViews());
  if (told.length === 0) return;
  listing.dispatch({ type: "rows.frames", frames: told });
  if (live.shown) look();
});

/**
 * While the module is on the screen its rows are asked about; else they are read when it comes back.
 * @param {boolean} shown
 */
export function showLive(shown) {
  live.shown = shown;
  if (!shown) { for (const timer of Object.values(live.timers)) clearTimeout(timer); live.timers = {}; return; }
  void loadViews();
  followBulk();
  if (Object.keys(listing.getState().rows.asking).length > 0 || listing.getState().rows.stale) look();
}

/** What I did from here shows at once. */
export function lookSoon() { look(); }

function look() {
  later("check", CHECK, () => void settle());
  later("views", VIEWS, () => void loadCounts());
}

async function settle() {
  if (!live.shown || getState().connection.status === "offline") return;
  const { rows } = listing.getState();
  if (rows.stale) { await readList(rows.of, true); return; }
  const changed = await checkRows();
  const now = listing.getState().rows;
  if (changed) later("count", COUNT, () => { const { of } = listing.getState().rows; if (of) void countList(of); });
  if (Object.keys(now.asking).length > 0 || now.stale) later("check", CHECK, () => void settle());
}

/**
 * Once, not before `gap` milliseconds after the last time; what comes meanwhile is in the same look.
 * @param {string} name
 * @param {number} gap
 * @param {() => void} run
 */
function later(name, gap, run) {
  if (live.timers[name] || !live.shown) return;
  const wait = Math.max(0, (live.last[name] ?? 0) + gap - Date.now());
  live.timers[name] = setTimeout(() => { delete live.timers[name]; live.last[name] = Date.now(); run(); }, wait);
}

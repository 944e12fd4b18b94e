import { drain, restoreOutbox } from "../cases/outbox.js";
import { restoreDrafts } from "../cases/drafts.js";
import { readCase } from "../cases/open-case.js";
import { selectedCard } from "../cases/select.js";
import { dispatch, getState } from "../desk.js";
import { ApiError, get, serverNow } from "../lib/api.js";
import { createFeed } from "../lib/feed.js";
import { tellFrames } from "../lib/frames.js";
import { useTimeZone } from "../lib/format.js";
import { loadLanguage } from "../lib/language.js";
import { applyTheme } from "../lib/theme.js";
import { startAt } from "./address.js";
import { loadFollowUps } from "./later.js";
import { startNotices } from "./notices.js";
import { lookForNewPage } from "./old-page.js";
import { restoreList } from "./scope.js";

/**
 * The desk's own link to the server.
 * @type {{feed: ReturnType<typeof createFeed> | null}}
 */
export const live = { feed: null };

export function start() {
  live.feed = createFeed({
    snapshot,
    frames: (frames) => {
      dispatch({ type: "events", frames, now: serverNow() });
      tellFrames(frames);
      if (frames.some((frame) => frame.kind === "config.changed")) void refreshDirectory();
      if (frames.some(({ kind, data }) => kind === "case.merged" || data?.case?.mergedInto)) void import("../cases/after-merge.js").then((module) => module.afterMerge(frames), () => {});
    },
    status: (status, attempt) => connect(status, attempt),
    ended: () => end(),
  });
  addEventListener("offline", () => connect("offline", 0));
}

/** @param {string} status @param {number} attempt */
function connect(status, attempt) {
  dispatch({ type: "connection", status: status === "reconnecting" && navigator.onLine === false ? "offline" : status, attempt });
  if (status === "live") { void drain(); void lookForNewPage(); }
}

/**
 * A fresh picture of everything; drafts and the outbox stay.
 * @returns {Promise<{position: string} | null>}
 */
async function snapshot() {
  for (let attempt = 1; ; attempt += 1) {
    try {
      const found = await get("/api/v1/desk");
      await settle(found);
      return found;
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      if (error.status === 401) { end(); return null; }
      if (getState().phase !== "ready") { dispatch({ type: "failed", failure: { status: error.status, code: error.problem.id ?? error.code } }); return null; }
      await new Promise((resolve) => { setTimeout(resolve, Math.min(15_000, 1000 * 2 ** attempt)); });
    }
  }
}

/** @param {import("../lib/types").Snapshot} found */
async function settle(found) {
  const first = getState().phase !== "ready";
  const { me } = found;
  useTimeZone(me.organisation.timeZone);
  const locale = me.locale ?? me.organisation.locale ?? "es";
  if (locale !== getState().locale || first) { await loadLanguage(locale); dispatch({ type: "locale", locale }); }
  if (me.theme) { applyTheme(me.theme); dispatch({ type: "theme", theme: me.theme }); }
  const open = selectedCard(getState());
  dispatch({ type: "snapshot", snapshot: found, keep: open?.id });
  tellFrames([{ id: null, kind: "snapshot", data: {} }]);
  if (first) {
    restoreList();
    startNotices();
    restoreDrafts(me.id);
    await restoreOutbox(me.id);
    startAt();
    void loadFollowUps().then((watch) => watch());
  } else if (open && getState().conversations[open.id]) void readCase(open.id, open.number);
}

/** Campaigns, queues, lines and people changed; the cases have not. */
async function refreshDirectory() {
  const found = await get("/api/v1/desk").catch(() => null);
  if (found) dispatch({ type: "directory", snapshot: found });
}

/** No session any more: a loaded screen stays readable, else the sign-in page. */
export function end() {
  if (getState().phase === "ready") dispatch({ type: "ended" });
  else if (getState().phase !== "ended") location.assign(`/login?next=${encodeURIComponent(location.pathname + location.search)}`);
}

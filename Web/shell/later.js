import { withSheet, withWords } from "../ui/lazy.js";

/** Layers of the shell that nobody sees before they ask for them, or before there is time: what is in a menu, a hint, and what ends a page. */
export const loadAccount = untilItComes(withWords("shell", () => import("./account-items.js").then((module) => module.AccountItems)));
export const loadNotices = untilItComes(withWords("shell", () => import("./notices-list.js").then((module) => module.NoticesList)));
export const loadStates = untilItComes(withWords("shell", () => import("./state-items.js").then((module) => module.StateItems)));
export const loadHint = withSheet("hint", withWords("shell", () => import("./hint.js").then((module) => module.Hint)));
export const loadSessionDialog = untilItComes(withWords("shell", () => import("./session-dialog.js").then((module) => module.SessionDialog)));
export const loadOldPageDialog = untilItComes(withWords("shell", () => import("./old-page-dialog.js").then((module) => module.OldPageDialog)));

/** Begins to watch over my follow-ups. */
export const loadFollowUps = untilItComes(withWords("shell", () => import("../cases/follow-up-watch.js").then((module) => module.watchFollowUps)));

/** Nothing is lost: a hint comes with the next page. */
export function notCome() {}

/**
 * A menu that stayed empty because the line broke as the page came would stay so all day: it is asked for again.
 * @param {() => Promise<any>} load
 */
function untilItComes(load) {
  return async () => {
    for (let wait = 1000; ; wait = Math.min(30_000, wait * 2)) {
      try { return await load(); } catch { await new Promise((resolve) => { setTimeout(resolve, wait); }); }
    }
  };
}

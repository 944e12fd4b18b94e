import { nameOf, unitOf } from "../cases/words.js";
import { openCase } from "../cases/open-case.js";
import { desk, dispatch, getState } from "../desk.js";
import { serverNow } from "../lib/api.js";
import { t } from "../lib/i18n.js";
import { playSound } from "../lib/sound.js";
import { isLeading, isRead, isSeen, readingHere, watchAttention } from "./attention.js";
import { KEPT_FOR } from "./notices-reduce.js";
import { preferencesOf } from "./preferences.js";
import { keepsSounding, nothingHeard, soundsNow } from "./sounds.js";

/**
 * What notices do beside being shown: sounds, system notices, seven days on this device.
 * @typedef {import("../lib/types").Notice} Notice
 */
const tabs = new BroadcastChannel("ventanilla-notices");
let heard = nothingHeard;
let since = Infinity;
/** @type {Notice[] | null} */
let before = null;
/** @type {ReturnType<typeof setTimeout> | undefined} */
let again;
/** @type {ReturnType<typeof setTimeout> | undefined} */
let saving;
const place = (/** @type {string | undefined} */ user) => `ventanilla-notices:${user}`;

/** Begins once the desk is loaded. */
export function startNotices() {
  const { me } = getState();
  if (!me || before) return;
  dispatch({ type: "notices.restored", notices: kept(me.id), now: serverNow() });
  before = getState().notices;
  since = serverNow() - 1000;
  tabs.onmessage = ({ data }) => dispatch(data);
  addEventListener("pagehide", keepNow);
  desk.subscribe(look);
  watchAttention(look);
  look();
}

/** @param {{all?: boolean, case?: string, ids?: string[]}} which */
export function readNotices(which) {
  const action = { type: "notices.read", ...which };
  dispatch(action);
  tabs.postMessage(action);
}

function look() {
  const state = getState();
  const reading = readingHere();
  if (reading && state.notices.some((one) => one.case === reading && !one.read)) { readNotices({ case: reading }); return; }
  if (state.notices !== before) {
    const known = new Map((before ?? []).map((one) => [one.id, one.at]));
    const fresh = state.notices.filter((one) => !one.read && one.at >= since && (known.get(one.id) ?? -1) < one.at);
    before = state.notices;
    keepLater();
    if (isLeading() && !isSeen()) for (const one of fresh) showOutside(one);
  }
  sound();
}

function sound() {
  clearTimeout(again);
  const state = getState();
  const now = performance.now() + 1e6;
  if (isLeading()) {
    const next = soundsNow(state, heard, { now, isRead, since, recording: document.querySelector('[data-testid="recording"][data-phase="recording"]') !== null });
    heard = next.heard;
    for (const name of next.sounds) playSound(name);
  }
  if (keepsSounding(state)) again = setTimeout(sound, 500);
}

/** @param {Notice} notice */
function showOutside(notice) {
  const { systemNotices, noticeText } = preferencesOf(getState());
  if (!systemNotices || typeof Notification !== "function" || Notification.permission !== "granted") return;
  const card = getState().cases.byId[notice.case];
  const unit = card ? unitOf(card) : "case";
  const title = t(`notice.${notice.kind}`, { unit, name: "", named: "no" });
  const body = noticeText ? [card ? nameOf(card) : notice.name, notice.text].filter(Boolean).join(": ") : `#${notice.number}`;
  const shown = new Notification(title, { body, tag: notice.case, silent: true, icon: "/app/favicon.svg" });
  shown.onclick = () => { window.focus(); openCase(notice.number); shown.close(); };
}

/** Asked after the first change of state, never when the page loads. */
export async function askForNotices() {
  if (typeof Notification !== "function" || Notification.permission !== "default") return false;
  return (await Notification.requestPermission()) === "granted";
}

function keepLater() {
  clearTimeout(saving);
  saving = setTimeout(keepNow, 500);
}

function keepNow() {
  clearTimeout(saving);
  const { me, notices } = getState();
  // What customers wrote does not lie on the device for a week.
  try { localStorage.setItem(place(me?.id), JSON.stringify(notices.map((one) => ({ ...one, text: "" })))); } catch { /* full or forbidden: the bell forgets on reload */ }
}

/** @param {string} user @returns {Notice[]} */
function kept(user) {
  try {
    const found = JSON.parse(localStorage.getItem(place(user)) ?? "[]");
    return Array.isArray(found) ? found.filter((one) => typeof one?.id === "string" && serverNow() - one.at < KEPT_FOR) : [];
  } catch { return []; }
}

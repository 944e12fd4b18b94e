import { dispatch, getState } from "../desk.js";
import { ApiError, get, serverNow } from "../lib/api.js";
import { onFrames } from "../lib/frames.js";
import { t } from "../lib/i18n.js";
import { isLeading } from "../shell/attention.js";
import { toast } from "../shell/toast.js";
import { followUpsDue, NEWS } from "./follow-ups-due.js";
import { openCase } from "./open-case.js";

/**
 * My follow-ups, wherever their cases stand: asked for once, kept by what happens, and said when their time comes.
 * @typedef {import("../lib/types").Card} Card
 */
const [MOST, PAGES, RETRY, LONGEST] = [200, 5, 60_000, 60_000];
/** @type {Map<string, Card>} */
const mine = new Map();
/** @type {Map<string, number>} what was said on this device, and when: a reload does not say it again */
let said = new Map();
/** @type {ReturnType<typeof setTimeout> | undefined} */
let timer;
/** @type {ReturnType<typeof setTimeout> | undefined} */
let reading;

export function watchFollowUps() {
  said = kept();
  onFrames((frames) => {
    for (const { kind, data } of frames) {
      if (kind === "snapshot" || kind === "reset" || (kind === "case.gone" && mine.has(data?.id))) readSoon(0);
      else if (data?.case?.id) hold(data.case);
    }
    look();
  });
  readSoon(0);
}

/** @param {Card} card */
function hold(card) {
  const held = mine.get(card.id);
  if (held && held.version > card.version) return;
  if (card.followUp && card.followUp.owner === getState().me?.id) mine.set(card.id, card);
  else mine.delete(card.id);
}

/** @param {number} wait */
function readSoon(wait) {
  clearTimeout(reading);
  reading = setTimeout(() => void read(), wait);
}

async function read() {
  try {
    /** @type {Card[]} */
    const found = [];
    let cursor = "";
    for (let page = 0; page < PAGES; page += 1) {
      const { items, next } = await get(`/api/v1/cases?followUp=mine&sort=followUp&limit=${MOST}${cursor}`);
      found.push(...items);
      if (!next) break;
      cursor = `&cursor=${encodeURIComponent(next)}`;
    }
    const known = new Map(mine);
    mine.clear();
    // What came meanwhile by the stream may be newer than the answer.
    for (const card of found) { const before = known.get(card.id); hold(before && before.version > card.version ? before : card); }
    look();
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    readSoon(RETRY);
  }
}

function look() {
  clearTimeout(timer);
  const { fresh, overdue, next } = followUpsDue([...mine.values()], new Set(said.keys()), serverNow());
  if (overdue !== getState().screen.overdue) dispatch({ type: "overdue", overdue });
  if (fresh.length > 0) {
    for (const one of fresh) said.set(one.id, one.at);
    dispatch({ type: "notices.told", notices: fresh });
    // Each tab has it in its bell; the one that is used says it.
    if (isLeading()) { keep(); for (const one of fresh) toast(t(`notice.${one.kind}`, { name: one.name, named: "yes" }), "followup", { label: t("followUp.open"), run: () => openCase(one.number) }); }
  }
  if (mine.size > 0) timer = setTimeout(look, Math.min(LONGEST, next + 50));
}

const place = () => `ventanilla-follow-ups:${getState().me?.id}`;

/** What another tab said is on this device too: nothing of it is forgotten by writing over it. */
function keep() {
  const all = [...new Map([...kept(), ...said])].filter(([, at]) => serverNow() - at < 2 * NEWS);
  try { localStorage.setItem(place(), JSON.stringify(all)); } catch { /* full or forbidden: a reload says it again */ }
}

/** @returns {Map<string, number>} */
function kept() {
  try {
    const found = JSON.parse(localStorage.getItem(place()) ?? "[]");
    return new Map(Array.isArray(found) ? found.filter((one) => typeof one?.[0] === "string" && typeof one[1] === "number") : []);
  } catch { return new Map(); }
}

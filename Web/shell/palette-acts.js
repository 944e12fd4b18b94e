import { releaseCase, reopenCase, toggleFlag } from "../cases/case-actions.js";
import { settle, tell, wake } from "../cases/acts.js";
import { classify } from "../cases/later.js";
import { mayClassify, mayClose, mayReopen, rightsOn } from "../cases/rights.js";
import { myOffers, selectedCard } from "../cases/select.js";
import { openCase } from "../cases/open-case.js";
import { openView } from "../cases/view.js";
import { unitOf } from "../cases/words.js";
import { dispatch, getState } from "../desk.js";
import { t } from "../lib/i18n.js";
import { setMyState, signOut } from "./account-actions.js";
import { setTheme } from "./set-theme.js";
import { groupsOf } from "./groups.js";
import { openListing } from "./open-listing.js";
import { setLook, setScope } from "./scope.js";

/**
 * What can be done now, as the palette offers it.
 * @returns {import("./palette-items.js").Item[]}
 */
export function actsNow() {
  const state = getState();
  const offline = state.connection.status === "offline";
  const card = selectedCard(state);
  const [offer] = myOffers(state);
  /** @type {import("./palette-items.js").Item[]} */
  const acts = [];
  const add = (/** @type {string} */ id, /** @type {string} */ icon, /** @type {string} */ title, /** @type {() => void} */ run, /** @type {string | undefined} */ end = undefined) => { acts.push({ id: `act-${id}`, kind: "act", icon, title, sub: "", rank: 1, end, run }); };
  if (offer) add("offer", "offered", t("shortcuts.offer"), () => openCase(offer.number), "O");
  if (card && !offline) {
    const unit = unitOf(card);
    const held = card.agent === state.me?.id && card.state !== "closed" && card.state !== "offered";
    if (mayClose(card, state)) add("close", "check", t("palette.close", { unit, number: card.number }), () => dispatch({ type: "dialog", dialog: { kind: "close", case: card.id } }), "R");
    if (mayClassify(card, state)) add("classify", "tag", t("act.classify"), () => void classify(card), "T");
    const may = rightsOn(card, state);
    const ask = (/** @type {string} */ kind) => () => dispatch({ type: "dialog", dialog: { kind, case: card.id } });
    if (may.handle) { if (card.state === "waiting") add("wake", "open", t("act.wake"), () => void tell(wake(card)), "H"); else add("wait", "waiting", t("act.wait"), ask("wait"), "H"); }
    if (may.mark) { if (card.marks.escalated) add("settle", "check", t("act.settle"), () => void tell(settle(card)), "E"); else add("escalate", "escalate", t("act.escalate"), ask("escalate"), "E"); }
    if (may.mark) add("priority", "prio-high", t("act.priority"), ask("priority"));
    if (may.mark) add("followUp", "followup", t("followUp.title"), ask("followUp"), "P");
    if (may.mark && Object.keys(state.directory.tags).length > 0) add("tags", "tag", t("act.tags"), ask("tags"), "L");
    if (may.transfer) add("transfer", "transfer", t("act.transfer"), ask("transfer"), "X");
    add("trace", "trace", t("trace.whyHere"), ask("trace"));
    if (held) add("flag", "flag", t(card.marks.flagged ? "case.unflag" : "case.flag"), () => void toggleFlag(card));
    if (held) add("release", "queued", t("case.release"), () => void releaseCase(card));
    if (mayReopen(card, state)) add("reopen", "undo", t("case.reopen"), () => void reopenCase(card));
  }
  if (!offline && state.me?.state) {
    if (state.me?.state?.state !== "available") add("available", "open", t("palette.state", { state: t("state.available") }), () => void setMyState("available"));
    if (state.me.state.state !== "busy") add("busy", "headset", t("palette.state", { state: t("state.busy") }), () => void setMyState("busy"));
    for (const one of state.directory.breaks) if (state.me?.state?.reason !== one.id) add(`break-${one.id}`, "break", t("palette.state", { state: one.name }), () => void setMyState("break", one.id));
    if (state.me?.state?.state !== "offline") add("offline", "offline", t("palette.state", { state: t("state.offline") }), () => void setMyState("offline"));
  }
  if (!offline && state.me && state.me.role !== "agent") {
    for (const one of Object.values(state.directory.agents)) if (one.role === "agent") add(`agent-${one.id}`, "user", t("act.agent", { name: one.name }), () => dispatch({ type: "dialog", dialog: { kind: "agent", agent: one.id } }));
  }
  add("cases", "cases", t("rail.cases"), () => openListing(), "G C");
  add("open", "open", t("view.open.mine"), () => void openView({ kind: "open", campaign: null, mine: true }));
  add("closed", "closed", t("view.closed.mine"), () => void openView({ kind: "closed", campaign: null, mine: true }));
  const groups = groupsOf(state);
  if (groups.length > 1) {
    for (const group of groups) if (group.id !== state.screen.scope) add(`scope-${group.id}`, "workspace", t("palette.scope", { name: group.name }), () => setScope(group.id));
    if (state.screen.scope !== null) add("scope", "workspace", t("palette.scope", { name: t("campaign.all") }), () => setScope(null));
  }
  add("compact", "cards", t(state.screen.look.compact ? "look.comfortable" : "look.compact"), () => setLook({ compact: !state.screen.look.compact }));
  add("notices", "bell", t("preferences.title"), () => dispatch({ type: "dialog", dialog: { kind: "preferences" } }));
  add("shortcuts", "keyboard", t("shortcuts.title"), () => dispatch({ type: "dialog", dialog: { kind: "shortcuts" } }), "?");
  const dark = state.theme === "dark";
  add("theme", dark ? "sun" : "moon", t(dark ? "theme.toLight" : "theme.toDark"), () => void setTheme(dark ? "light" : "dark"));
  add("signOut", "external", t("account.signOut"), () => void signOut());
  return acts;
}

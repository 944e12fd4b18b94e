import { html } from "../vendor/preact-htm.js";
import { t } from "../lib/i18n.js";
import { Icon } from "../ui/icon.js";
import { useDesk } from "../ui/use-desk.js";
import { groupsOf } from "./groups.js";
import { prefer, preferencesOf } from "./preferences.js";

/** On a phone there are no keys, and no rail. */
function isWide() { return matchMedia("(min-width: 720px)").matches; }

/**
 * One thing at a time that a newcomer may not find alone, until it is put away; never over anything.
 * @type {{name: string, icon: string, when: (state: import("../lib/types").State) => boolean}[]}
 */
const HINTS = [
  { name: "state", icon: "open", when: (state) => state.me?.state?.state === "offline" },
  { name: "palette", icon: "search", when: isWide },
  { name: "keys", icon: "keyboard", when: (state) => isWide() && preferencesOf(state).shortcuts },
  { name: "groups", icon: "workspace", when: (state) => isWide() && groupsOf(state).length > 1 },
  { name: "sounds", icon: "bell", when: () => true },
];

export function Hint() {
  const name = useDesk((state) => {
    if (!state.me || !state.me.preferences) return null;
    const { hints } = preferencesOf(state);
    return HINTS.find((one) => !hints.includes(one.name) && one.when(state))?.name ?? null;
  });
  const dismissed = useDesk((state) => preferencesOf(state).hints.join(" "));
  if (!name) return null;
  const put = (/** @type {string[]} */ names) => void prefer({ hints: [...new Set([...dismissed.split(" ").filter(Boolean), ...names])] });
  return html`<aside class="hint" aria-label=${t("hint.label")} data-testid="hint" data-hint=${name}>
    <${Icon} name=${HINTS.find((one) => one.name === name)?.icon} size="s" /><p class="hint__text">${t(`hint.${name}`)}</p>
    <div class="hint__acts"><button type="button" class="button button--s" data-testid="hint-done" onClick=${() => put([name])}>${t("hint.done")}</button>
      <button type="button" class="button button--ghost button--s" onClick=${() => put(HINTS.map((one) => one.name))}>${t("hint.none")}</button></div></aside>`;
}

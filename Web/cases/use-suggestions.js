import { useEffect, useMemo, useState } from "../vendor/preact-htm.js";
import { firstName } from "../lib/format.js";
import { currentLanguage } from "../lib/i18n.js";
import { useDesk } from "../ui/use-desk.js";
import { loadEmoji } from "./later.js";
import { fillReply, findPeople, findReplies, findTrigger, unfilled } from "./quick-replies.js";

const MOST = 8;

/**
 * What the word at the caret asks for, and the keys that choose among it: arrows, Enter or Tab, Escape.
 * @typedef {{id: string, sign: string, words: string, text: string, title: string}} Suggestion
 * @param {{field: {current: any}, card: import("../lib/types").Card, note: boolean, onText: (text: string) => void}} props
 */
export function useSuggestions({ field, card, note, onText }) {
  const { replies, agents, me, campaign } = useDesk((state) => ({ replies: state.quickReplies, agents: state.directory.agents, me: state.me, campaign: state.directory.campaigns[card.campaign]?.name ?? "" }));
  const [trigger, setTrigger] = useState(/** @type {ReturnType<typeof findTrigger>} */ (null));
  const [active, setActive] = useState(0);
  const [left, setLeft] = useState(-1);
  const [emoji, setEmoji] = useState(/** @type {{tools: typeof import("./emoji.js"), data: import("./emoji.js").EmojiData} | null} */ (null));
  useEffect(() => { if (trigger?.kind === "emoji") void loadEmoji().then(async (tools) => setEmoji({ tools, data: await tools.loadEmoji(currentLanguage()) })); }, [trigger?.kind]);
  const values = {
    "contact.name": card.contact.name, "contact.firstName": firstName(card.contact.name), "agent.name": me?.name, "agent.firstName": firstName(me?.name), "case.number": card.number, "campaign.name": campaign,
  };
  /** @type {Suggestion[]} */
  const found = useMemo(() => {
    if (!trigger) return [];
    if (trigger.kind === "quick") return findReplies(replies, card.campaign, trigger.words).slice(0, MOST).map((one) => { const text = fillReply(one.body, values); return { id: one.id, sign: `/${one.shortcut.replace(/^\//, "")}`, words: text, text, title: one.title }; });
    if (trigger.kind === "mention") return findPeople(Object.values(agents).filter((one) => one.id !== me?.id), trigger.words).slice(0, MOST).map(({ id, name }) => ({ id, sign: `@${firstName(name)}`, words: name, text: `@${name} `, title: name }));
    return emoji ? emoji.tools.bestEmoji(emoji.data, trigger.words, MOST).map(([sign, name]) => ({ id: sign, sign, words: name, text: sign, title: name })) : [];
  }, [trigger?.kind, trigger?.words, replies, agents, emoji, card.contact.name, card.campaign]);
  const shown = trigger !== null && trigger.from !== left && trigger.kind !== (note ? "quick" : "mention");
  const open = shown && found.length > 0;

  const look = () => {
    const { value, selectionStart, selectionEnd } = field.current;
    const next = selectionStart === selectionEnd ? findTrigger(value, selectionStart) : null;
    setTrigger(next);
    setActive(0);
    if (!next) setLeft(-1);
  };
  const close = () => { setTrigger(null); };
  const pick = (/** @type {Suggestion} */ one) => {
    const { current } = field;
    if (!trigger) return;
    if (trigger.kind === "emoji") emoji?.tools.rememberEmoji(one.text);
    const { from } = trigger;
    current.focus();
    current.setRangeText(one.text, from, current.selectionStart, "end");
    onText(current.value);
    setTrigger(null);
    const [first] = unfilled(one.text);
    if (first) requestAnimationFrame(() => current.setSelectionRange(from + first.from, from + first.to));
  };
  /** @param {KeyboardEvent} event @returns {boolean} whether the key was meant for the list */
  const onKeyDown = (event) => {
    if (!open || event.isComposing) return false;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step !== undefined) setActive((active + step + found.length) % found.length);
    else if ((event.key === "Enter" && !event.shiftKey) || event.key === "Tab") { const one = found[active]; if (one) pick(one); }
    else if (event.key === "Escape") { setLeft(trigger.from); }
    else return false;
    event.preventDefault();
    event.stopPropagation();
    return true;
  };
  return { open, none: shown && found.length === 0 && trigger.kind === "quick" && (trigger.words === "" || replies.length === 0), kind: trigger?.kind ?? null, words: trigger?.words ?? "", found, active: Math.min(active, Math.max(0, found.length - 1)), setActive, pick, look, close, onKeyDown };
}

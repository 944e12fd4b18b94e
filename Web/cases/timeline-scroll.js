import { useEffect, useLayoutEffect, useRef, useState } from "../vendor/preact-htm.js";
import { loadEarlier } from "./open-case.js";

/**
 * Where each case was left, and its newest message then: it is the place to come back to only while nothing new was said.
 * @type {Map<string, {top: number, newest: string}>}
 */
const places = new Map();

/**
 * The reversed box opens at the end, or where the case was left; what is being read never moves: older messages grow upward
 * by themselves, newer ones below are made up for, and counted for the pill.
 * @param {string} caseId
 * @param {import("../lib/types").Message[]} messages
 * @param {() => void} more asks for earlier ones
 */
export function useTimelineScroll(caseId, messages, more) {
  const ref = useRef(/** @type {any} */ (null));
  const [returning] = useState(() => places.get(caseId)?.newest === messages[messages.length - 1]?.id && messages.length > 0);
  const [state, setState] = useState({ atEnd: !returning, news: 0 });
  const held = useRef({ ready: false, height: 0, newest: "", atEnd: !returning, top: 0 });
  const last = messages[messages.length - 1];

  useLayoutEffect(() => {
    const box = ref.current;
    if (!box) return;
    const before = held.current;
    if (!before.ready) {
      // The reversed box stands at its end by itself. Asking for a height here would lay everything out before it is painted.
      const top = returning ? places.get(caseId)?.top ?? 0 : 0;
      if (top !== 0) box.scrollTop = top;
      held.current = { ready: true, height: 0, newest: last?.id ?? "", atEnd: top > -40, top };
      return;
    }
    const height = box.scrollHeight;
    if (last && last.id !== before.newest) {
      const from = messages.findIndex((message) => message.id === before.newest);
      const fresh = messages.slice(from + 1);
      if (last.waiting || before.atEnd) box.scrollTop = 0;
      else {
        box.scrollTop -= height - before.height;
        const count = fresh.filter((message) => message.direction === "in").length;
        if (count > 0) setState((one) => ({ ...one, news: one.news + count }));
      }
    }
    held.current = { ...before, height, newest: last?.id ?? "", top: box.scrollTop };
  });
  useEffect(() => () => { if (held.current.atEnd) places.delete(caseId); else places.set(caseId, { top: held.current.top, newest: held.current.newest }); }, [caseId]);

  const onScroll = () => {
    const box = ref.current;
    const atEnd = box.scrollTop > -40;
    held.current = { ...held.current, atEnd, height: box.scrollHeight, top: box.scrollTop };
    if (atEnd !== state.atEnd || (atEnd && state.news > 0)) setState({ atEnd, news: atEnd ? 0 : state.news });
    if (box.scrollHeight - box.clientHeight + box.scrollTop < 400 && box.scrollHeight > box.clientHeight) more();
  };
  const toEnd = () => { ref.current.scrollTop = 0; ref.current.focus(); };
  return { ref, ...state, returning, toEnd, onScroll };
}

/** A case that is left sooner than this asks for nothing. */
const STAYS = 400;

/**
 * Where the case's own words don't fill the box, the customer's earlier cases stand above them without being asked for; folded, a page
 * of them takes a few lines.
 * @param {string} caseId
 * @param {{current: any}} ref
 * @param {boolean} there
 */
export function useEarlierAtOnce(caseId, ref, there) {
  useEffect(() => {
    if (!there) return undefined;
    const timer = setTimeout(() => { const box = ref.current; if (box && box.scrollHeight < box.clientHeight + 400) void loadEarlier(caseId); }, STAYS);
    return () => clearTimeout(timer);
  }, [caseId, there]);
}

import { useLayoutEffect, useRef, useState } from "../vendor/preact-htm.js";

/**
 * The reversed box opens at the end; what is being read never moves: older messages grow upward by themselves,
 * newer ones below are made up for, and counted for the pill.
 * @param {string} caseId
 * @param {import("../lib/types").Message[]} messages
 * @param {() => void} more asks for earlier ones
 */
export function useTimelineScroll(caseId, messages, more) {
  const ref = useRef(/** @type {any} */ (null));
  const [state, setState] = useState({ atEnd: true, news: 0 });
  const held = useRef({ caseId: "", height: 0, newest: "", atEnd: true });
  const last = messages[messages.length - 1];

  useLayoutEffect(() => {
    const box = ref.current;
    if (!box) return;
    const before = held.current;
    const height = box.scrollHeight;
    if (before.caseId !== caseId) {
      held.current = { caseId, height, newest: last?.id ?? "", atEnd: true };
      box.scrollTop = 0;
      setState({ atEnd: true, news: 0 });
      return;
    }
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
    held.current = { caseId, height, newest: last?.id ?? "", atEnd: before.atEnd };
  });

  const onScroll = () => {
    const box = ref.current;
    const atEnd = box.scrollTop > -40;
    held.current = { ...held.current, atEnd, height: box.scrollHeight };
    if (atEnd !== state.atEnd || (atEnd && state.news > 0)) setState({ atEnd, news: atEnd ? 0 : state.news });
    if (box.scrollHeight - box.clientHeight + box.scrollTop < 400 && box.scrollHeight > box.clientHeight) more();
  };
  const toEnd = () => { ref.current.scrollTop = 0; ref.current.focus(); };
  return { ref, ...state, toEnd, onScroll };
}

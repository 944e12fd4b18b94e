import { html, useEffect, useRef, useState } from "../vendor/preact-htm.js";
import { duration } from "../lib/format.js";
import { t } from "../lib/i18n.js";
import { Icon } from "../ui/icon.js";
import { useSeen } from "../ui/use-seen.js";
import { loadPeaks, wavePaths } from "./waveform.js";

const SPEEDS = [1, 1.5, 2];
/** The speed one listens at, for every note until the page is left. */
let usual = 1;

/**
 * A voice note or another sound: its shape with the part that was played, place by hand or by arrows, speed.
 * Only one sounds at a time. The shape is read when the note comes into sight; its place stands from the beginning.
 * @param {{id: string, url: string, name: string, size: number, seconds: number | null, voice?: boolean, meta?: any}} props
 */
export function AudioPlayer({ id, url, name, size, seconds, voice, meta }) {
  const audio = useRef(/** @type {any} */ (null));
  const box = useRef(/** @type {any} */ (null));
  const [state, setState] = useState({ playing: false, at: 0, length: seconds ?? 0, speed: usual, broken: false });
  const [peaks, setPeaks] = useState(/** @type {number[] | null} */ (null));
  const change = (/** @type {Partial<typeof state>} */ part) => setState((held) => ({ ...held, ...part }));
  const seen = useSeen(box);
  useEffect(() => {
    let here = true;
    if (seen) void loadPeaks(id, url, size).then((found) => { if (here) setPeaks(found); });
    return () => { here = false; };
  }, [seen, id]);

  const toggle = () => {
    const sound = audio.current;
    if (!sound.paused) { sound.pause(); return; }
    for (const other of document.querySelectorAll("audio, video")) if (other !== sound) /** @type {HTMLMediaElement} */ (other).pause();
    sound.playbackRate = usual;
    change({ speed: usual });
    sound.play().catch((/** @type {DOMException} */ error) => { if (error.name !== "AbortError") change({ broken: true }); });
  };
  const faster = () => {
    usual = SPEEDS[(SPEEDS.indexOf(state.speed) + 1) % SPEEDS.length] ?? 1;
    audio.current.playbackRate = usual;
    change({ speed: usual });
  };
  const goTo = (/** @type {number} */ at) => {
    const place = Math.max(0, Math.min(state.length, at));
    audio.current.currentTime = place;
    change({ at: place });
  };
  const onKeyDown = (/** @type {KeyboardEvent} */ event) => {
    if (event.key === " ") { event.preventDefault(); toggle(); return; }
    const to = placeFor(event.key, state.at, state.length);
    if (to === null) return;
    event.preventDefault();
    event.stopPropagation();
    goTo(to);
  };
  const known = () => { const { duration: length } = audio.current; if (Number.isFinite(length) && length > 0) change({ length }); };
  const [played, rest] = wavePaths(peaks, state.length > 0 ? state.at / state.length : 0);
  const whole = duration(state.length * 1000);
  return html`<div class="message__voice" role="group" ref=${box} aria-label=${t(voice ? "audio.voiceLabel" : "audio.label", { name, length: whole })}>
    <audio ref=${audio} src=${url} preload=${seconds ? "none" : "metadata"} onLoadedMetadata=${known} onDurationChange=${known} onPlay=${() => change({ playing: true })} onPause=${() => change({ playing: false })}
      onEnded=${() => change({ playing: false, at: 0 })} onTimeUpdate=${() => { if (!audio.current.ended) change({ at: audio.current.currentTime }); }} onError=${() => change({ broken: true })}></audio>
    <button type="button" class="message__play" onClick=${toggle} aria-label=${state.playing ? t("audio.pause") : t("audio.play")}><${Icon} name=${state.playing ? "pause" : "play"} size="s" /></button>
    <span class="message__track">
      <svg class="message__wave" viewBox="0 0 190 22" aria-hidden="true" data-known=${String(peaks !== null)}><path class="message__wave-played" d=${played} /><path d=${rest} /></svg>
      <input class="message__seek" type="range" min="0" max=${Math.max(0.1, state.length)} step="any" value=${state.at} aria-label=${t("audio.place")} aria-valuetext=${t("audio.placeOf", { at: duration(state.at * 1000), length: whole })}
        onInput=${(/** @type {any} */ event) => goTo(Number(event.target.value))} onKeyDown=${onKeyDown} />
    </span>
    <button type="button" class="message__speed" onClick=${faster} aria-label=${t("audio.speed", { speed: state.speed })}>${state.speed.toLocaleString()}×</button>
    <span class="message__inline-meta"><span class="message__duration">${state.broken ? t("audio.broken") : state.at > 0 || state.playing ? `${duration(state.at * 1000)} / ${whole}` : whole}</span>${meta}</span>
  </div>`;
}

/**
 * Where a key leads: two seconds by the arrows, ten by Page Up and Page Down, the ends by Home and End.
 * @param {string} key
 * @param {number} at
 * @param {number} length
 * @returns {number | null}
 */
export function placeFor(key, at, length) {
  const step = /** @type {Record<string, number>} */ ({ ArrowLeft: -2, ArrowDown: -2, ArrowRight: 2, ArrowUp: 2, PageDown: -10, PageUp: 10 })[key];
  if (key === "Home") return 0;
  if (key === "End") return length;
  return step === undefined ? null : Math.max(0, Math.min(length, at + step));
}

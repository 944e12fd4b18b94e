import { html, useRef, useState } from "../vendor/preact-htm.js";
import { duration } from "../lib/format.js";
import { t } from "../lib/i18n.js";
import { Icon } from "../ui/icon.js";

const SPEEDS = [1, 1.5, 2];

/**
 * A voice note: play, place, speed. Only one sounds at a time.
 * @param {{url: string, name: string, seconds: number | null, meta?: any}} props
 */
export function AudioPlayer({ url, name, seconds, meta }) {
  const audio = useRef(/** @type {any} */ (null));
  const [state, setState] = useState({ playing: false, at: 0, length: seconds ?? 0, speed: 1, broken: false });
  const change = (/** @type {Partial<typeof state>} */ part) => setState((held) => ({ ...held, ...part }));
  const toggle = () => {
    const sound = audio.current;
    if (!sound.paused) { sound.pause(); return; }
    for (const other of document.querySelectorAll("audio")) if (other !== sound) other.pause();
    sound.playbackRate = state.speed;
    sound.play().catch(() => change({ broken: true }));
  };
  const faster = () => {
    const speed = SPEEDS[(SPEEDS.indexOf(state.speed) + 1) % SPEEDS.length] ?? 1;
    audio.current.playbackRate = speed;
    change({ speed });
  };
  const known = () => { const { duration: length } = audio.current; if (Number.isFinite(length)) change({ length }); };
  return html`<div class="message__voice" role="group" aria-label=${t("audio.label", { name })}>
    <audio ref=${audio} src=${url} preload="metadata" onLoadedMetadata=${known} onPlay=${() => change({ playing: true })} onPause=${() => change({ playing: false })}
      onTimeUpdate=${() => change({ at: audio.current.currentTime })} onError=${() => change({ broken: true })}></audio>
    <button type="button" class="message__play" onClick=${toggle} aria-label=${state.playing ? t("audio.pause") : t("audio.play")}><${Icon} name=${state.playing ? "pause" : "play"} size="s" /></button>
    <input class="message__seek" type="range" min="0" max=${Math.max(0.1, state.length)} step="0.1" value=${state.at} aria-label=${t("audio.place")} aria-valuetext=${duration(state.at * 1000)}
      onInput=${(/** @type {any} */ event) => { audio.current.currentTime = Number(event.target.value); change({ at: Number(event.target.value) }); }} />
    <button type="button" class="message__speed" onClick=${faster} aria-label=${t("audio.speed", { speed: state.speed })}>${state.speed.toLocaleString()}×</button>
    <span class="message__inline-meta"><span class="message__duration">${state.broken ? t("audio.broken") : `${duration(state.at * 1000)} / ${duration(state.length * 1000)}`}</span>${meta}</span>
  </div>`;
}

import { html, useEffect, useRef, useState } from "../vendor/preact-htm.js";
import { duration } from "../lib/format.js";
import { t } from "../lib/i18n.js";
import { Icon } from "../ui/icon.js";
import { barsOf, useRecording } from "./use-recording.js";
import { wavePaths } from "./waveform.js";
import { keepRecording, keyOf, sendRecording } from "./write.js";

/**
 * A voice note in the making: time, loudness, pause and listen, discard, send. Left for another case, it waits in the tray.
 * @param {{case: string, onDone: () => void}} props
 */
export function ComposerRecording({ case: caseId, onDone }) {
  const [key] = useState(() => keyOf(caseId, "text"));
  const { phase, why, seconds, levels, heard, pause, resume, discard, finish, again } = useRecording((blob, length) => void keepRecording(key, caseId, blob, length));
  const box = useRef(/** @type {any} */ (null));
  useEffect(() => { box.current?.focus(); }, [phase === "refused"]);
  const leave = () => { discard(); onDone(); };
  const send = async () => {
    const done = await finish();
    onDone();
    if (done) await sendRecording(caseId, done.blob, done.seconds);
  };
  if (phase === "refused") {
    return html`<div class="composer__recording" role="alert" ref=${box} tabindex="-1" onKeyDown=${(/** @type {KeyboardEvent} */ event) => { if (event.key === "Escape") { event.stopPropagation(); leave(); } }}>
      <${Icon} name="mic" /><span class="composer__recording-text"><strong>${t(`record.${why}`)}</strong><span>${t(`record.${why}How`)}</span></span>
      <button type="button" class="button" onClick=${again}><${Icon} name="refresh" size="s" />${t("action.retry")}</button>
      <button type="button" class="button button--ghost" onClick=${leave}>${t("action.close")}</button></div>`;
  }
  const running = phase === "recording";
  const onKeyDown = (/** @type {KeyboardEvent} */ event) => {
    if (event.key === "Escape") { event.preventDefault(); event.stopPropagation(); leave(); }
    if (event.target !== box.current) return;
    if (event.key === "Enter" && phase !== "asking") { event.preventDefault(); void send(); }
    if (event.key === " ") { event.preventDefault(); if (running) void pause(); else if (phase === "paused") resume(); }
  };
  return html`<div class="composer__recording" role="group" ref=${box} tabindex="-1" aria-label=${t("record.label")} data-testid="recording" data-phase=${phase} onKeyDown=${onKeyDown}>
    ${heard ? html`<${Heard} url=${heard} levels=${levels} seconds=${seconds} />` : html`<span class=${`composer__rec-dot ${running ? "" : "composer__rec-dot--still"}`}></span>
      <span role="timer" class="composer__rec-time">${duration(seconds * 1000)}</span>
      ${phase === "asking" ? html`<span class="composer__recording-text" role="status">${t("record.asking")}</span>` : html`<${Wave} paths=${wavePaths(barsOf(levels, running), 1)} />`}`}
    <span class="composer__hint composer__rec-hint"><kbd class="kbd">Esc</kbd> ${t("record.discards")}</span>
    ${running ? html`<button type="button" class="button button--icon" aria-label=${t("record.pause")} title=${`${t("record.pause")}  ${t("record.space")}`} onClick=${() => void pause()}><${Icon} name="pause" size="s" /></button>` : null}
    ${phase === "paused" ? html`<button type="button" class="button button--icon" aria-label=${t("record.resume")} title=${`${t("record.resume")}  ${t("record.space")}`} onClick=${resume}><${Icon} name="mic" size="s" /></button>` : null}
    <button type="button" class="button composer__rec-discard" aria-label=${t("record.discard")} title=${t("record.discard")} onClick=${leave}><${Icon} name="trash" size="s" /><span>${t("record.discard")}</span></button>
    <button type="button" class="button button--primary" disabled=${phase === "asking"} data-testid="recording-send" onClick=${() => void send()}><${Icon} name="send" size="s" />${t("composer.send")}</button>
  </div>`;
}

/**
 * What was said so far, to be heard before it is sent.
 * @param {{url: string, levels: number[], seconds: number}} props
 */
function Heard({ url, levels, seconds }) {
  const audio = useRef(/** @type {any} */ (null));
  const [state, setState] = useState({ playing: false, at: 0 });
  const toggle = () => { const sound = audio.current; if (sound.paused) sound.play().catch(() => setState({ playing: false, at: 0 })); else sound.pause(); };
  return html`<audio ref=${audio} src=${url} onPlay=${() => setState((one) => ({ ...one, playing: true }))} onPause=${() => setState((one) => ({ ...one, playing: false }))} onEnded=${() => setState({ playing: false, at: 0 })}
      onTimeUpdate=${() => { const at = audio.current?.currentTime ?? 0; setState((one) => ({ ...one, at })); }}></audio>
    <button type="button" class="message__play composer__rec-play" onClick=${toggle} aria-label=${state.playing ? t("audio.pause") : t("record.listen")}><${Icon} name=${state.playing ? "pause" : "play"} size="s" /></button>
    <span class="composer__rec-time">${state.at > 0 ? `${duration(state.at * 1000)} / ` : ""}${duration(seconds * 1000)}</span>
    <${Wave} paths=${wavePaths(barsOf(levels, false), seconds > 0 ? Math.min(1, state.at / seconds) : 0)} />`;
}

/** @param {{paths: string[]}} props */
const Wave = ({ paths: [played, rest] }) => html`<svg class="message__wave" viewBox="0 0 190 22" aria-hidden="true"><path class="message__wave-played" d=${played} /><path d=${rest} /></svg>`;

import { useEffect, useRef, useState } from "../vendor/preact-htm.js";
import { listenTo, record, whyNoMicrophone } from "./recorder.js";
import { BARS } from "./waveform.js";

/** A quarter of an hour is what every channel takes. */
export const LONGEST_RECORDING = 900;

/**
 * @typedef {"asking" | "recording" | "paused" | "refused"} Phase
 * @typedef {{phase: Phase, why: string, seconds: number, levels: number[], heard: string | null}} RecordingState
 */

/**
 * The microphone from the moment it is asked for until it is let go. What was recorded and neither sent nor discarded is given to `leave`.
 * @param {(blob: Blob, seconds: number) => void} leave
 */
export function useRecording(leave) {
  const [state, setState] = useState(/** @type {RecordingState} */ ({ phase: "asking", why: "", seconds: 0, levels: [], heard: null }));
  const [attempt, setAttempt] = useState(0);
  const held = useRef(/** @type {{recording: import("./recorder.js").Recording | null, settled: boolean, leave: typeof leave}} */ ({ recording: null, settled: false, leave }));
  held.current.leave = leave;
  const change = (/** @type {Partial<RecordingState>} */ part) => setState((one) => ({ ...one, ...part }));

  useEffect(() => {
    let here = true;
    let quiet = () => {};
    const mine = held.current;
    mine.settled = false;
    const begin = async () => {
      try {
        const stream = await navigator.mediaDevices.getUserMedia({ audio: { echoCancellation: true, noiseSuppression: true } });
        if (!here) { for (const track of stream.getTracks()) track.stop(); return; }
        for (const other of document.querySelectorAll("audio, video")) /** @type {HTMLMediaElement} */ (other).pause();
        const recording = record(stream);
        mine.recording = recording;
        change({ phase: "recording" });
        quiet = listenTo(stream, (level) => {
          const seconds = recording.elapsed() / 1000;
          setState((one) => (one.phase === "recording" ? { ...one, seconds, levels: [...one.levels, level] } : one));
        });
      } catch (error) { if (here) change({ phase: "refused", why: whyNoMicrophone(error) }); }
    };
    void begin();
    return () => {
      here = false;
      quiet();
      const { recording, settled } = mine;
      mine.recording = null;
      if (!recording || settled) return;
      const seconds = recording.elapsed() / 1000;
      if (seconds < 1) recording.cancel(); else void recording.stop().then((blob) => mine.leave(blob, seconds));
    };
  }, [attempt]);
  useEffect(() => { if (state.phase === "recording" && state.seconds >= LONGEST_RECORDING) void pause(); }, [state.seconds]);
  useEffect(() => () => { if (state.heard) URL.revokeObjectURL(state.heard); }, [state.heard]);

  async function pause() {
    const blob = await held.current.recording?.pause();
    if (blob) change({ phase: "paused", heard: URL.createObjectURL(blob), seconds: (held.current.recording?.elapsed() ?? 0) / 1000 });
  }
  const resume = () => { held.current.recording?.resume(); change({ phase: "recording", heard: null }); };
  const discard = () => { held.current.settled = true; held.current.recording?.cancel(); };
  const finish = async () => {
    const { recording } = held.current;
    if (!recording) return null;
    held.current.settled = true;
    const seconds = recording.elapsed() / 1000;
    return { blob: await recording.stop(), seconds };
  };
  const again = () => { change({ phase: "asking", why: "" }); setAttempt((count) => count + 1); };
  return { ...state, pause, resume, discard, finish, again };
}

/**
 * The newest levels while it is recorded; the whole of them once it stands still.
 * @param {number[]} levels
 * @param {boolean} running
 */
export function barsOf(levels, running) {
  if (running) return [...Array.from({ length: Math.max(0, BARS - levels.length) }, () => 0), ...levels.slice(-BARS)];
  return Array.from({ length: BARS }, (_, bar) => {
    const share = levels.slice(Math.floor((bar * levels.length) / BARS), Math.max(Math.floor((bar * levels.length) / BARS) + 1, Math.floor(((bar + 1) * levels.length) / BARS)));
    return share.length > 0 ? Math.max(...share) : 0;
  });
}

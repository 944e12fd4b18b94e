/**
 * A recording from the microphone. Pausing keeps what was said and lets it be heard; stopping lets the microphone go.
 * @typedef {{pause: () => Promise<Blob>, resume: () => void, stop: () => Promise<Blob>, cancel: () => void, elapsed: () => number}} Recording
 */

/** The kinds a browser may be able to record, the best first. */
const KINDS = ["audio/ogg;codecs=opus", "audio/webm;codecs=opus", "audio/mp4"];

/** @param {(kind: string) => boolean} isSupported */
export const kindOfSound = (isSupported) => KINDS.find(isSupported) ?? "";

/**
 * Why the microphone can't be used, as the end of a text's key.
 * @param {unknown} error
 * @returns {"refused" | "missing" | "busy" | "insecure"}
 */
export function whyNoMicrophone(error) {
  const name = /** @type {{name?: string}} */ (error)?.name ?? "";
  if (name === "NotAllowedError" || name === "SecurityError") return "refused";
  if (name === "NotFoundError" || name === "OverconstrainedError") return "missing";
  return name === "TypeError" ? "insecure" : "busy";
}

/**
 * @param {MediaStream} stream
 * @param {{Recorder?: typeof MediaRecorder, now?: () => number}} tools
 * @returns {Recording}
 */
export function record(stream, { Recorder = MediaRecorder, now = () => performance.now() } = {}) {
  const mimeType = kindOfSound((kind) => Recorder.isTypeSupported(kind));
  const recorder = new Recorder(stream, { ...(mimeType ? { mimeType } : {}), audioBitsPerSecond: 32_000 });
  /** @type {Blob[]} */
  const parts = [];
  /** @type {((blob: Blob) => void) | null} */
  let asked = null;
  let spent = 0, since = now();
  const whole = () => new Blob(parts, { type: recorder.mimeType || mimeType || "audio/webm" });
  const letGo = () => { for (const track of stream.getTracks()) track.stop(); };
  const hold = () => { if (recorder.state === "recording") spent += now() - since; };
  recorder.ondataavailable = ({ data }) => {
    if (data.size > 0) parts.push(data);
    asked?.(whole());
    asked = null;
  };
  recorder.start();
  return {
    elapsed: () => spent + (recorder.state === "recording" ? now() - since : 0),
    pause: () => new Promise((resolve) => {
      hold();
      recorder.pause();
      asked = resolve;
      recorder.requestData();
    }),
    resume: () => { since = now(); recorder.resume(); },
    stop: () => new Promise((resolve) => {
      hold();
      recorder.onstop = () => { letGo(); resolve(whole()); };
      if (recorder.state === "inactive") { letGo(); resolve(whole()); } else recorder.stop();
    }),
    cancel: () => {
      recorder.ondataavailable = null;
      if (recorder.state !== "inactive") recorder.stop();
      letGo();
    },
  };
}

/**
 * How loud it is, ten times a second, from 0 to 1.
 * @param {MediaStream} stream
 * @param {(level: number) => void} tell
 * @returns {() => void} ends it
 */
export function listenTo(stream, tell) {
  const context = new AudioContext();
  const analyser = context.createAnalyser();
  analyser.fftSize = 1024;
  context.createMediaStreamSource(stream).connect(analyser);
  const samples = new Float32Array(analyser.fftSize);
  const timer = setInterval(() => {
    analyser.getFloatTimeDomainData(samples);
    tell(Math.min(1, Math.sqrt(samples.reduce((sum, sample) => sum + sample * sample, 0) / samples.length) * 4));
  }, 100);
  return () => { clearInterval(timer); void context.close(); };
}

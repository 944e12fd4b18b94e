/** Short sounds made by the browser itself: no file to load, nothing to license. */

/**
 * Each is a run of notes: frequency in hertz, start and length in seconds, loudness.
 * @type {Record<string, [hertz: number, start: number, length: number, gain: number][]>}
 */
const SOUNDS = {
  offer: [[659, 0, 0.16, 0.16], [880, 0.18, 0.26, 0.16]],
  message: [[1320, 0, 0.05, 0.05]],
  call: [[480, 0, 0.9, 0.1], [620, 0, 0.9, 0.1]],
  notice: [[784, 0, 0.24, 0.12]],
};

/** @type {AudioContext | null} */
let context = null;

/** A browser lets a page sound only after somebody touched it. */
export function canSound() {
  return typeof AudioContext === "function" && (/** @type {any} */ (navigator).userActivation?.hasBeenActive ?? true);
}

/** @param {string} name */
export function playSound(name) {
  const notes = SOUNDS[name];
  if (!notes || !canSound()) return false;
  context ??= new AudioContext();
  if (context.state === "suspended") void context.resume();
  for (const [hertz, start, length, gain] of notes) playNote(context, hertz, context.currentTime + start, length, gain);
  return true;
}

/** @param {AudioContext} audio @param {number} hertz @param {number} at @param {number} length @param {number} loudness */
function playNote(audio, hertz, at, length, loudness) {
  const note = audio.createOscillator();
  const gain = audio.createGain();
  note.type = "sine";
  note.frequency.value = hertz;
  // It swells and fades: a note cut off clicks.
  gain.gain.setValueAtTime(0.0001, at);
  gain.gain.exponentialRampToValueAtTime(loudness, at + 0.015);
  gain.gain.exponentialRampToValueAtTime(0.0001, at + length);
  note.connect(gain).connect(audio.destination);
  note.start(at);
  note.stop(at + length + 0.05);
}

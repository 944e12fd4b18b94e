/**
 * The shape of a sound as bars, read in the browser from the sound itself; kept so that it is read once.
 */
export const BARS = 38;
const LONGEST = 16_000_000;
const KEPT = "ventanilla-waves";
const MOST = 200;
/** @type {Map<string, Promise<number[] | null>>} */
const known = new Map();

/**
 * Loudness of each bar's share of the samples, from 0 to 1, the loudest being 1.
 * @param {ArrayLike<number>} samples
 * @param {number} [bars]
 * @returns {number[]}
 */
export function peaksOf(samples, bars = BARS) {
  const share = samples.length / bars;
  const peaks = Array.from({ length: bars }, (_, bar) => {
    const from = Math.floor(bar * share), to = Math.max(from + 1, Math.floor((bar + 1) * share));
    let sum = 0;
    for (let at = from; at < to && at < samples.length; at += 1) sum += (samples[at] ?? 0) ** 2;
    return Math.sqrt(sum / (to - from));
  });
  const loudest = Math.max(...peaks);
  return peaks.map((peak) => (loudest > 0 ? peak / loudest : 0));
}

/**
 * Bars as an SVG path in a box of 190 by 22, five units apart: [played, to come].
 * @param {number[] | null} peaks null while they are not known
 * @param {number} played from 0 to 1
 */
export function wavePaths(peaks, played) {
  const bars = peaks ?? Array.from({ length: BARS }, () => 0);
  const edge = Math.round(played * bars.length);
  const path = (/** @type {number} */ from, /** @type {number} */ to) => bars.slice(from, to).map((peak, index) => {
    const tall = Math.round((2.5 + peak * 18) * 2) / 2;
    return `M${2 + (from + index) * 5} ${11 - tall / 2}v${tall}`;
  }).join("");
  return [path(0, edge), path(edge, bars.length)];
}

/**
 * Null where the sound cannot be read: too long, of a kind the browser doesn't know, or gone.
 * @param {string} id the attachment's: its bytes never change
 * @param {string} url
 * @param {number} size
 * @returns {Promise<number[] | null>}
 */
export function loadPeaks(id, url, size) {
  let found = known.get(id);
  if (!found) {
    const kept = recall()[id];
    known.set(id, found = kept ? Promise.resolve(Array.from(kept, (sign) => Number.parseInt(sign, 36) / 35)) : size > LONGEST ? Promise.resolve(null) : readPeaks(id, url));
  }
  return found;
}

/** @param {string} id @param {string} url */
async function readPeaks(id, url) {
  try {
    const response = await fetch(url, { credentials: "same-origin" });
    if (!response.ok) throw new Error(`HTTP ${response.status}`);
    const peaks = await decode(await response.arrayBuffer());
    keep(id, peaks);
    return peaks;
  } catch {
    known.delete(id); // the player says what is wrong; a later look may succeed
    return null;
  }
}

/** @param {ArrayBuffer} bytes */
export async function decode(bytes) {
  // At 8 kHz a long note takes little memory, and loudness is all that is asked.
  const sound = await new OfflineAudioContext(1, 1, 8000).decodeAudioData(bytes);
  return peaksOf(sound.getChannelData(0));
}

/** @returns {Record<string, string>} */
function recall() {
  try { return JSON.parse(localStorage.getItem(KEPT) ?? "{}"); } catch { return {}; }
}

/** @param {string} id @param {number[]} peaks */
function keep(id, peaks) {
  const entries = Object.entries(recall()).filter(([key]) => key !== id).slice(1 - MOST);
  entries.push([id, peaks.map((peak) => Math.round(peak * 35).toString(36)).join("")]);
  try { localStorage.setItem(KEPT, JSON.stringify(Object.fromEntries(entries))); } catch { /* full or forbidden: read again next time */ }
}

/**
 * Layers that come later keep what is theirs in stores of their own: they hear the same frames as the desk, and `snapshot` when it was read afresh.
 * @typedef {import("./types").Frame} Frame
 * @type {Set<(frames: Frame[]) => void>}
 */
const listeners = new Set();

/** @param {(frames: Frame[]) => void} run */
export const onFrames = (run) => { listeners.add(run); };
/** @param {Frame[]} frames */
export const tellFrames = (frames) => { for (const run of listeners) run(frames); };

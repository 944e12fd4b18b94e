/**
 * A few strings that outlive the page where the browser allows it, and live in memory where it does not
 * (blocked cookies, sandboxed frames, a full disk).
 * @param {"localStorage"|"sessionStorage"} area
 * @param {string} prefix
 */
export function openStorage(area, prefix) {
  const place = available(area);
  const memory = /** @type {Map<string, string>} */ (new Map());
  return {
    lasting: place !== null,
    /** @param {string} key */
    key: key => `${prefix}:${key}`,
    /** @param {string} key @returns {string|null} */
    get(key) {
      return memory.get(key) ?? place?.getItem(`${prefix}:${key}`) ?? null;
    },
    /** @param {string} key @param {string|null} value */
    set(key, value) {
      memory.delete(key);
      try {
        if (value === null) place?.removeItem(`${prefix}:${key}`);
        else if (place) place.setItem(`${prefix}:${key}`, value);
        else memory.set(key, value);
      } catch {
        if (value !== null) memory.set(key, value);
      }
    },
  };
}

/** @param {"localStorage"|"sessionStorage"} area @returns {Storage|null} */
function available(area) {
  try {
    const place = window[area];
    place.setItem("chat-widget", "1");
    place.removeItem("chat-widget");
    return place;
  } catch {
    return null;
  }
}

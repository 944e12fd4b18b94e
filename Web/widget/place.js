/**
 * A customer's place among those who wait, in words. Whoever is next is not told a number.
 * @param {import("./types.js").Place} place @param {import("./locales.js").Words} words
 */
export function placeText({ position, orMore, expectedWait }, words) {
  const long = wait(expectedWait, words);
  if (position === 1) return long ? `${words.soon} · ${long}` : words.soon;
  const where = orMore ? words.crowd(position - 1) : words.inLine(position);
  return long ? `${where} · ${long}` : where;
}

/**
 * To the minute: nobody's wait is known better than that.
 * @param {number|null} seconds @param {import("./locales.js").Words} words
 */
function wait(seconds, words) {
  if (!seconds || seconds < 0) return "";
  if (seconds < 60) return words.underMinute;
  const minutes = Math.round(seconds / 60);
  return minutes < 60 ? words.minutes(minutes) : words.hours(Math.floor(seconds / 3600) || 1);
}

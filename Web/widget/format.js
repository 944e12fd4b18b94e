/**
 * Times, days and sizes in the customer's language and the customer's own time zone.
 * @param {string} locale @param {import("./locales.js").Words} words
 */
export function formats(locale, words) {
  const tag = locale.replace("_", "-");
  const clock = new Intl.DateTimeFormat(tag, { hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
  const near = new Intl.DateTimeFormat(tag, { weekday: "long", day: "numeric", month: "long" });
  const far = new Intl.DateTimeFormat(tag, { day: "numeric", month: "long", year: "numeric" });
  const number = new Intl.NumberFormat(tag, { maximumFractionDigits: 1 });
  return {
    /** @param {string} at */
    time: at => clock.format(new Date(at)),
    /** @param {string} at */
    day(at, now = new Date()) {
      const date = new Date(at);
      const ago = Math.round((midnight(now) - midnight(date)) / 86_400_000);
      if (ago === 0) return words.today;
      if (ago === 1) return words.yesterday;
      return date.getFullYear() === now.getFullYear() ? weekday(near, tag, date) : far.format(date);
    },
    /** @param {number} bytes */
    size(bytes) {
      if (bytes < 1000) return `${bytes} B`;
      if (bytes < 1_000_000) return `${number.format(Math.round(bytes / 1000))} kB`;
      return `${number.format(bytes / 1_000_000)} MB`;
    },
  };
}

/**
 * "lunes 16 de noviembre": the comma after the weekday, which the tables have, nobody writes in Spanish.
 * @param {Intl.DateTimeFormat} format @param {string} tag @param {Date} date
 */
function weekday(format, tag, date) {
  const text = format.format(date);
  return tag.startsWith("es") ? text.replace(", ", " ") : text;
}

/**
 * Text cut into plain pieces and web addresses; the full stop after an address is not part of it.
 * @param {string} text
 */
export function links(text) {
  /** @type {{text: string, href: string|null}[]} */
  const out = [];
  let from = 0;
  for (const match of text.matchAll(/https?:\/\/[^\s<>"']+/giu)) {
    const href = (match[0] ?? "").replace(/[.,;:!?)\]}»”]+$/u, "");
    if (!parses(href)) continue;
    const start = match.index ?? 0;
    if (start > from) out.push({ text: text.slice(from, start), href: null });
    out.push({ text: href, href });
    from = start + href.length;
  }
  if (from < text.length) out.push({ text: text.slice(from), href: null });
  return out;
}

/** @param {string} href */
function parses(href) {
  try {
    return Boolean(new URL(href));
  } catch {
    return false;
  }
}

/** @param {Date} date */
function midnight(date) {
  return new Date(date.getFullYear(), date.getMonth(), date.getDate()).getTime();
}

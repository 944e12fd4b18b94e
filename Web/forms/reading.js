/**
 * One answer as its field takes it. Pure.
 * @typedef {import("../lib/types").FormField} FormField
 * @typedef {import("../lib/types").FormOption} FormOption
 * @typedef {{kind: "empty"} | {kind: "right", value: any} | {kind: "branch", value: string} | {kind: "wrong", code: string, about: string}} Reading `branch`: of a tree, and no leaf yet
 */

/** What counts as blank at a text's ends: the same list stands on the server. */
const BLANK = "\\t-\\r \\u00A0\\u1680\\u2000-\\u200A\\u2028\\u2029\\u202F\\u205F\\u3000\\uFEFF";
const ENDS = new RegExp(`^[${BLANK}]+|[${BLANK}]+$`, "g");
const BLANKS = new RegExp(`[${BLANK}]`, "g");
const LONGEST = 200;
const LONGEST_LONG = 4000;
/** Currencies that are counted whole. */
const WHOLE = new Set(["CLP", "PYG", "JPY", "KRW", "VND", "ISK", "UGX"]);

/** @type {Reading} */
const empty = { kind: "empty" };
/** @param {any} value @returns {Reading} */
const right = (value) => ({ kind: "right", value });
/** @param {string} code @param {string | number} [about] @returns {Reading} */
const wrong = (code, about = "") => ({ kind: "wrong", code, about: String(about) });

/** @param {unknown} answer @param {FormField} field @param {string} today @returns {Reading} */
export function readAnswer(answer, field, today) {
  if (answer === null || answer === undefined) return empty;
  if (typeof answer === "string") {
    const text = answer.replace(ENDS, "");
    return text === "" ? empty : readText(text, field, today);
  }
  if (typeof answer === "number") return field.kind === "number" || field.kind === "money" ? readNumber(plain(answer), field) : wrong("type");
  if (typeof answer === "boolean") return field.kind !== "checkbox" ? wrong("type") : answer ? right(true) : empty;
  return Array.isArray(answer) && field.kind === "choices" ? readChoices(answer, field) : wrong("type");
}

/**
 * The way from the top to the option with this id: its ancestors and itself; empty where there is none.
 * @param {FormOption[]} options
 * @param {string} id
 * @returns {FormOption[]}
 */
export function pathTo(options, id) {
  for (const option of options) {
    if (option.id === id) return [option];
    const below = pathTo(option.options ?? [], id);
    if (below.length > 0) return [option, ...below];
  }
  return [];
}

/** @param {string} text @param {FormField} field @param {string} today @returns {Reading} */
function readText(text, field, today) {
  switch (field.kind) {
    case "text": case "longText": return readWords(text, field);
    case "number": case "money": return readNumber(text, field);
    case "date": return readDate(text, field, today);
    case "phone": { const phone = phoneOf(text); return phone ? right(phone) : wrong("phone"); }
    case "email": { const email = emailOf(text); return email ? right(email) : wrong("email"); }
    case "choice": return (field.options ?? []).some((option) => option.id === text) ? right(text) : wrong("option");
    case "tree": {
      const found = pathTo(field.options ?? [], text).at(-1);
      return !found ? wrong("option") : (found.options ?? []).length === 0 ? right(text) : { kind: "branch", value: text };
    }
    default: return wrong("type");
  }
}

/**
 * A text of one line has its breaks made spaces; lengths count code points.
 * @param {string} text
 * @param {FormField} field
 * @returns {Reading}
 */
function readWords(text, { kind, min, max }) {
  const lines = kind === "longText";
  const made = lines ? text.replace(/\r\n?/g, "\n") : text.replace(/\r\n?|\n|\t/g, " ");
  // eslint-disable-next-line no-control-regex
  if (/[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F-\u009F]/.test(made)) return wrong("control");
  const length = [...made].length;
  const most = typeof max === "number" ? max : lines ? LONGEST_LONG : LONGEST;
  if (length > most) return wrong("tooLong", most);
  return typeof min === "number" && length < min ? wrong("tooShort", min) : right(made);
}

/** @param {unknown[]} answer @param {FormField} field @returns {Reading} */
function readChoices(answer, { options = [], min, max }) {
  for (const id of answer) {
    if (typeof id !== "string") return wrong("type");
    if (!options.some((option) => option.id === id)) return wrong("option");
  }
  const chosen = options.map((option) => option.id).filter((id) => answer.includes(id));
  if (chosen.length === 0) return empty;
  if (typeof max === "number" && chosen.length > max) return wrong("tooMany", max);
  return typeof min === "number" && chosen.length < min ? wrong("tooFew", min) : right(chosen);
}

/**
 * A JSON number without its exponent; empty where it has no plain digits.
 * @param {number} number
 */
function plain(number) {
  if (!Number.isFinite(number) || Math.abs(number) >= 1e21 || (number !== 0 && Math.abs(number) < 1e-6)) return "";
  return String(number);
}

/** @param {FormField} field */
export const decimalsOf = ({ kind, currency }) => (kind === "number" ? 6 : WHOLE.has(currency ?? "") ? 0 : 2);

/**
 * One comma or point stands before the decimals; blanks among the digits are no part of it.
 * @param {string} text
 * @param {FormField} field
 * @returns {Reading}
 */
function readNumber(text, field) {
  const found = /^(-?)0*([0-9]*?)(?:[.,]([0-9]+))?$/.exec(text.replace(/[ \u00A0\u202F]/g, ""));
  if (!found || !/^-?[0-9]/.test(text.replace(/[ \u00A0\u202F]/g, ""))) return wrong("number");
  const [, sign, head = "", tail = ""] = found;
  const decimals = tail.replace(/0+$/, "");
  const allowed = decimalsOf(field);
  if (decimals.length > allowed) return wrong("decimals", allowed);
  if ((head || "0").length + decimals.length > 15) return wrong("number");
  const number = Number(`${sign}${head || "0"}.${decimals || "0"}`) || 0;
  if (typeof field.max === "number" && number > field.max) return wrong("tooBig", field.max);
  return typeof field.min === "number" && number < field.min ? wrong("tooSmall", field.min) : right(number);
}

/** @param {string} text @param {FormField} field @param {string} today @returns {Reading} */
function readDate(text, { min, max }, today) {
  const iso = /^([0-9]{4})-([0-9]{2})-([0-9]{2})$/.exec(text);
  const spoken = iso ? null : /^([0-9]{1,2})([-/.])([0-9]{1,2})\2([0-9]{4})$/.exec(text);
  const [year, month, day] = iso ? [Number(iso[1]), Number(iso[2]), Number(iso[3])] : spoken ? [Number(spoken[4]), Number(spoken[3]), Number(spoken[1])] : [0, 0, 0];
  if (year < 1900 || year > 2199 || month < 1 || month > 12 || day < 1) return wrong("date");
  const days = new Date(Date.UTC(year, month, 0)).getUTCDate();
  if (day > days) return wrong("day", days);
  const date = `${year}-${String(month).padStart(2, "0")}-${String(day).padStart(2, "0")}`;
  const latest = max === "today" ? today : max ?? "";
  const earliest = min === "today" ? today : min ?? "";
  if (latest && date > String(latest)) return wrong("tooBig", latest);
  return earliest && date < String(earliest) ? wrong("tooSmall", earliest) : right(date);
}

/**
 * Digits, with a plus where an international prefix stands.
 * @param {string} text
 */
function phoneOf(text) {
  const digits = text.replace(BLANKS, "").replace(/[-.()/]/g, "").replace(/^00/, "+");
  return /^\+?[0-9]{6,15}$/.test(digits) ? digits : null;
}

const LOCAL = /^(?:[!#-'*+\-./0-9=?A-Z^-~]|(?![\0-\x7F])[\p{Alphabetic}\p{N}])+$/u;
const LABEL = /^[-\p{Alphabetic}\p{N}]+$/u;
const bytes = (/** @type {string} */ text) => new TextEncoder().encode(text).length;

/**
 * As the server knows an address: one @, a domain with a dot, in lower case.
 * @param {string} text
 */
function emailOf(text) {
  const address = text.toLowerCase();
  const [local = "", domain, more] = address.split("@");
  if (domain === undefined || more !== undefined || bytes(address) > 254 || bytes(local) > 64) return null;
  if (!LOCAL.test(local) || local.startsWith(".") || local.endsWith(".") || local.includes("..")) return null;
  const labels = domain.split(".");
  return labels.length >= 2 && labels.every((label) => LABEL.test(label) && bytes(label) <= 63 && !label.startsWith("-") && !label.endsWith("-")) ? address : null;
}

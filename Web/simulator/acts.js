import { call } from "../lib/api.js";
import { t } from "../lib/i18n.js";
import { dispatch, getState } from "./simulator.js";
import { unread } from "./reduce.js";

/** What a hand does on this page; what comes of it arrives by the stream. */

const API = "/simulator/api";

/**
 * @template T
 * @param {Promise<T>} work
 * @returns {Promise<T | null>} null when it was refused, which the banner then says
 */
async function told(work) {
  try {
    const answer = await work;
    if (getState().failure) dispatch({ type: "failure", text: null });
    return answer;
  } catch (error) {
    dispatch({ type: "failure", text: t("failure", { reason: error instanceof Error ? error.message : String(error) }) });
    return null;
  }
}

/** @param {string} phone @param {object} message */
export const write = (phone, message) => told(call("POST", `${API}/phones/${phone}/messages`, message));

/** @param {string} phone @param {Record<string, unknown>} changes */
export const changePhone = (phone, changes) => told(call("PATCH", `${API}/phones/${phone}`, changes));

/** @param {Record<string, unknown>} phone */
export async function addPhone(phone) {
  const made = await told(call("POST", `${API}/phones`, phone));
  if (made) {
    dispatch({ type: "phone", phone: made });
    dispatch({ type: "show", phone: made.id });
  }
  return made;
}

/** @param {Partial<import("./types").Switches>} changes */
export const setSwitches = (changes) => told(call("PUT", `${API}/switches`, changes));
/** @param {boolean} on */
export const setCalm = (on) => told(call("PUT", `${API}/calm`, { on }));
/** @param {string} line @param {boolean} on */
export const setBot = (line, on) => told(call("PUT", `${API}/bot`, { line, on }));
export const clearWire = () => told(call("DELETE", `${API}/wire`));
/** @param {string} phone */
export const ring = (phone) => told(call("POST", `${API}/phones/${phone}/calls`, {}));
/** @param {string} phone @param {string} status */
export const setCall = (phone, status) => told(call("PUT", `${API}/phones/${phone}/call`, { status }));

/**
 * A file chosen by hand, as the telephone sends it.
 * @param {string} phone @param {globalThis.File} file @param {string} [text] @param {string} [replyTo]
 */
export async function sendFile(phone, file, text, replyTo) {
  const made = await told(call("POST", `${API}/files?name=${encodeURIComponent(file.name)}`, file, { headers: { "Content-Type": file.type || "application/octet-stream" } }));
  if (made) await write(phone, { kind: kindOf(file.type), file: made.id, ...(text ? { text } : {}), ...(replyTo ? { replyTo } : {}) });
}

/**
 * One of the simulator's own: `photo`, `voice`, `document`, `sticker`.
 * @param {string} phone @param {string} sample @param {Record<string, unknown>} more
 */
export async function sendSample(phone, sample, more) {
  const made = await told(call("POST", `${API}/files?sample=${sample}`));
  if (made) await write(phone, { file: made.id, ...more });
}

/** @param {string} type */
function kindOf(type) {
  if (/^image\/(jpeg|png)$/.test(type)) return "image";
  if (type === "image/webp") return "sticker";
  if (type.startsWith("audio/")) return "audio";
  if (/^video\/(mp4|3gpp)$/.test(type)) return "video";
  return "document";
}

/** The phone in somebody's hand is looked at: what came is read. */
export function lookAtPhone() {
  const { hand, phones } = getState();
  const phone = hand ? phones[hand] : undefined;
  if (!phone || phone.kind !== "whatsapp" || phone.automatic || document.hidden || unread(phone) === 0) return;
  void told(call("POST", `${API}/phones/${phone.id}/read`));
}

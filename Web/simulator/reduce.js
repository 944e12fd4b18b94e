/**
 * Everything the page shows. Pure: the same state and action give the same state.
 * @typedef {import("./types").State} State
 * @typedef {import("./types").Action} Action
 */

export const MOST_PHONES = 4;
export const CHAT = "chat";
const MOST_WIRE = 200;

/** @type {State} */
export const initial = {
  connection: "opening", lines: [], bots: [], canSetBot: false, calls: null, webchat: null, calm: false,
  switches: { double: false, shuffle: false, delay: 0, slow: 0, failCode: null, failAs: "answer", failTimes: null, cut: false, expired: false, answer: "normal", media: "normal" },
  phones: {}, shown: [], hand: null, wire: [], theme: "system", locale: "es", failure: null,
};

/** @param {State} state @param {Action} action @returns {State} */
export function reduce(state, action) {
  switch (action.type) {
    case "state": return whole(state, action.state);
    case "phone": {
      const held = state.phones[action.phone.id];
      return { ...state, phones: { ...state.phones, [action.phone.id]: { messages: held?.messages ?? [], ...action.phone } } };
    }
    case "message": return withMessage(state, action.phone, action.message);
    case "gone": {
      const { [action.phone]: _, ...phones } = state.phones;
      return { ...state, phones, shown: state.shown.filter((id) => id !== action.phone), hand: state.hand === action.phone ? null : state.hand };
    }
    case "switches": return { ...state, switches: action.switches };
    case "calm": return { ...state, calm: action.on };
    case "wire": return state.wire.some((one) => one.number === action.entry.number) ? state : { ...state, wire: [...state.wire, action.entry].slice(-MOST_WIRE) };
    case "cleared": return { ...state, wire: [] };
    case "connection": return { ...state, connection: action.connection };
    case "show": return show(state, action.phone);
    case "hide": return { ...state, shown: state.shown.filter((id) => id !== action.phone), hand: state.hand === action.phone ? null : state.hand };
    case "hand": return state.hand === action.phone ? state : { ...state, hand: action.phone };
    case "theme": return { ...state, theme: action.theme };
    case "locale": return { ...state, locale: action.locale };
    case "failure": return { ...state, failure: action.text };
  }
}

/** @param {State} state @param {any} fresh @returns {State} */
function whole(state, fresh) {
  const phones = Object.fromEntries(fresh.phones.map((/** @type {import("./types").Phone} */ phone) => [phone.id, phone]));
  const shown = state.shown.filter((id) => id === CHAT || phones[id]);
  return {
    ...state, lines: fresh.lines, bots: fresh.bots, canSetBot: fresh.canSetBot, calls: fresh.calls, webchat: fresh.webchat, calm: fresh.calm, switches: fresh.switches, phones, wire: fresh.wire,
    shown, hand: state.hand && shown.includes(state.hand) ? state.hand : shown[0] ?? null, connection: "live",
  };
}

/** @param {State} state @param {string} id @param {import("./types").Bubble} message @returns {State} */
function withMessage(state, id, message) {
  const phone = state.phones[id];
  if (!phone) return state;
  const at = phone.messages.findIndex((one) => one.id === message.id);
  const messages = at < 0 ? [...phone.messages, message] : phone.messages.map((one, index) => (index === at ? message : one));
  return { ...state, phones: { ...state.phones, [id]: { ...phone, messages, touchedAt: Math.max(phone.touchedAt, message.at) } } };
}

/** @param {State} state @param {string} id @returns {State} */
function show(state, id) {
  if (state.shown.includes(id)) return { ...state, hand: id };
  const limit = state.shown.includes(CHAT) || id === CHAT ? MOST_PHONES + 1 : MOST_PHONES;
  const shown = state.shown.length < limit ? [...state.shown, id] : [...state.shown.slice(0, -1), id];
  return { ...state, shown, hand: id };
}

/**
 * What has arrived and nobody has looked at.
 * @param {import("./types").Phone} phone
 */
export const unread = (phone) => phone.messages.filter((message) => !message.mine && message.status === "delivered").length;

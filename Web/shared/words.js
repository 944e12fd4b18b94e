/** The page's few words; the visitor's browser says which. */
const WORDS = {
  es: { title: "Caso #{number} · {organisation}", customer: "Cliente", us: "{organisation}", open: "Abierto", closed: "Cerrado", since: "desde {time}", more: "Mensajes anteriores", gone: "Este enlace venció o fue retirado.", goneText: "Pide otro a quien te lo envió.", failed: "No pudimos leer la conversación.", again: "Reintentar", foot: "Solo lectura. Quien tenga este enlace puede leerlo hasta que venza.", call: "Llamada", location: "Ubicación", empty: "Todavía no hay mensajes.", read: "Mensajes" },
  en: { title: "Case #{number} · {organisation}", customer: "Customer", us: "{organisation}", open: "Open", closed: "Closed", since: "since {time}", more: "Earlier messages", gone: "This link has expired or was withdrawn.", goneText: "Ask whoever sent it for another one.", failed: "We could not read the conversation.", again: "Try again", foot: "Read only. Whoever has this link can read it until it expires.", call: "Call", location: "Location", empty: "There are no messages yet.", read: "Messages" },
  pt: { title: "Caso #{number} · {organisation}", customer: "Cliente", us: "{organisation}", open: "Aberto", closed: "Encerrado", since: "desde {time}", more: "Mensagens anteriores", gone: "Este link venceu ou foi retirado.", goneText: "Peça outro a quem o enviou.", failed: "Não foi possível ler a conversa.", again: "Tentar de novo", foot: "Somente leitura. Quem tem este link pode ler até vencer.", call: "Chamada", location: "Localização", empty: "Ainda não há mensagens.", read: "Mensagens" },
};

/** @typedef {keyof typeof WORDS} Locale */

/** @returns {Locale} */
export function language() {
  for (const asked of navigator.languages) {
    const short = asked.slice(0, 2).toLowerCase();
    if (short in WORDS) return /** @type {Locale} */ (short);
  }
  return "es";
}

/**
 * @param {keyof typeof WORDS.es} key
 * @param {Record<string, string | number>} [values]
 */
export const say = (key, values = {}) => WORDS[language()][key].replace(/\{(\w+)\}/g, (_, name) => String(values[name] ?? ""));

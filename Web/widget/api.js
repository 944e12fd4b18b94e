/** A request that did not succeed: status 0 means that nobody answered. */
export class Refusal extends Error {
  /** @param {number} status @param {string} code @param {number} [retryAfter] seconds */
  constructor(status, code, retryAfter = 0) {
    super(`${status} ${code}`);
    this.status = status;
    this.code = code;
    this.retryAfter = retryAfter;
  }

  /** Would the same request mean the same tomorrow? Then repeating it is no use. */
  get final() {
    return this.status >= 400 && this.status < 500 && ![401, 408, 425, 429].includes(this.status);
  }
}

/**
 * The server's side of the chat, one function a route.
 * @param {{base: string, account: string, token: () => string|null, renew: () => Promise<unknown>}} options
 *   `renew` gets a new token once when the held one is refused.
 */
export function openApi({ base, account, token, renew }) {
  const root = `${base}chat/${encodeURIComponent(account)}`;

  /** @param {string} method @param {string} path @param {unknown} [body] @param {RequestInit} [more] @returns {Promise<Response>} */
  async function once(method, path, body, more = {}) {
    const headers = new Headers(more.headers);
    const held = token();
    if (held && path !== "/sessions") headers.set("Authorization", `Bearer ${held}`);
    if (body !== undefined) headers.set("Content-Type", "application/json");
    const init = { ...more, method, headers, credentials: /** @type {const} */ ("omit"), body: body === undefined ? null : JSON.stringify(body) };
    const response = await fetch(root + path, init).catch(() => {
      throw new Refusal(0, "offline");
    });
    if (response.ok) return response;
    throw await refusal(response);
  }

  /** @param {string} method @param {string} path @param {unknown} [body] @param {RequestInit} [more] */
  async function send(method, path, body, more) {
    try {
      return await once(method, path, body, more);
    } catch (error) {
      if (!(error instanceof Refusal) || error.status !== 401 || path === "/sessions") throw error;
      await renew();
      return once(method, path, body, more);
    }
  }

  return {
    root,
    /** @param {{token?: string}} body @returns {Promise<import("./types.js").Session>} */
    join: async body => (await send("POST", "/sessions", body)).json(),
    /** @param {string} id @param {{kind: string, text?: string, attachments?: string[], name?: string, page?: string, locale?: string}} body @returns {Promise<import("./types.js").VMessage>} */
    put: async (id, body) => (await send("PUT", `/messages/${id}`, body)).json(),
    /** @param {string} cursor @returns {Promise<{items: import("./types.js").VMessage[], next: string|null}>} */
    page: async cursor => (await send("GET", `/messages?cursor=${encodeURIComponent(cursor)}`)).json(),
    /** @param {string} message */
    read: message => send("PUT", "/read", { message }),
    /** @param {boolean} typing */
    typing: typing => send("PUT", "/typing", { typing }),
    /** @param {string} id */
    blob: async id => (await send("GET", `/attachments/${id}`)).blob(),
    /** @param {string|null} cursor @param {AbortSignal} signal @returns {Promise<ReadableStream<Uint8Array>>} */
    async stream(cursor, signal) {
      const headers = new Headers({ Accept: "text/event-stream" });
      if (cursor) headers.set("Last-Event-ID", cursor);
      const { body } = await send("GET", "/events", undefined, { headers, signal, cache: "no-store" });
      if (!body) throw new Refusal(0, "offline");
      return body;
    },
  };
}

/** @param {Response} response */
async function refusal(response) {
  const problem = await response.json().catch(() => ({}));
  return new Refusal(response.status, String(problem.code ?? "unknown"), Number(response.headers.get("Retry-After")) || 0);
}

/** Every call of the desk to its own server. Errors carry the problem's code. */

export class ApiError extends Error {
  /** @param {number} status @param {any} problem */
  constructor(status, problem) {
    super(problem?.detail || problem?.title || `HTTP ${status}`);
    this.status = status;
    this.code = /** @type {string} */ (problem?.code ?? "");
    this.problem = problem ?? {};
  }
  /** No answer at all, or one that may come out well later. */
  get isPassing() { return this.status === 0 || this.status === 429 || this.status >= 500; }
}

/** Milliseconds the server's clock is ahead of ours, as its answers say (to the second). */
let ahead = 0;
/** @type {() => void} */
let signedOut = () => {};
/** Answers that somebody waits for. */
let waited = 0;
/** @type {(count: number) => void} */
let telling = () => {};

export const serverNow = () => Date.now() + ahead;
/** @param {() => void} run */
export const onSignedOut = (run) => { signedOut = run; };
/** @param {(count: number) => void} run */
export const onWaiting = (run) => { telling = run; };

/**
 * @param {string} method
 * @param {string} path
 * @param {unknown} [body]
 * @param {{headers?: Record<string, string>, signal?: AbortSignal, quiet?: boolean, keepalive?: boolean, aside?: boolean}} [options] `aside`: nobody waits for it, as for most of what is only read
 * @returns {Promise<any>}
 */
export async function call(method, path, body, options = {}) {
  if (options.aside ?? method === "GET") return ask(method, path, body, options);
  telling(waited += 1);
  try { return await ask(method, path, body, options); } finally { telling(waited -= 1); }
}

/**
 * @param {string} method
 * @param {string} path
 * @param {unknown} body
 * @param {{headers?: Record<string, string>, signal?: AbortSignal, quiet?: boolean, keepalive?: boolean}} options
 */
async function ask(method, path, body, options) {
  const raw = body instanceof Blob;
  /** @type {Response} */
  let response;
  try {
    response = await fetch(path, {
      method, credentials: "same-origin", cache: "no-store", signal: options.signal, keepalive: options.keepalive,
      headers: { Accept: "application/json", ...(body === undefined || raw ? {} : { "Content-Type": "application/json" }), ...options.headers },
      body: body === undefined ? undefined : raw ? body : JSON.stringify(body),
    });
  } catch (error) {
    throw new ApiError(0, { code: "network", detail: String(error) });
  }
  measure(response.headers.get("Date"));
  if (response.status === 204) return null;
  const answer = await response.json().catch(() => null);
  if (response.ok) return answer;
  if (response.status === 401 && !options.quiet) signedOut();
  throw new ApiError(response.status, answer);
}

/** @param {string | null} date */
function measure(date) {
  if (!date) return;
  const difference = Date.parse(date) + 500 - Date.now();
  ahead = Math.abs(difference) < 1500 ? 0 : difference;
}

/** @param {string} path @param {{signal?: AbortSignal, quiet?: boolean, aside?: boolean}} [options] */
export const get = (path, options) => call("GET", path, undefined, options);
/** @param {string} path @param {unknown} [body] @param {object} [options] */
export const put = (path, body = {}, options = {}) => call("PUT", path, body, options);
/** @param {string} path @param {unknown} body */
export const post = (path, body = {}) => call("POST", path, body);
/** @param {string} path @param {unknown} body */
export const patch = (path, body) => call("PATCH", path, body);
/** @param {string} path */
export const remove = (path) => call("DELETE", path);

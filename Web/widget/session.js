import { Refusal } from "./api.js";
import { exclusive } from "./locks.js";
import { backoff, pause } from "./wait.js";

/**
 * Who this browser is for the shop: a signed token that lives as long as the browser keeps it.
 * @param {{name: string, storage: ReturnType<typeof import("./storage.js").openStorage>, join: ReturnType<typeof import("./api.js").openApi>["join"], onSession: (session: import("./types.js").Session) => void,
 *   onLost: () => void, onRefused: () => void}} setting
 */
export function openSession({ name, storage, join, onSession, onLost, onRefused }) {
  /** @type {Promise<void>|null} */
  let joining = null;

  async function once() {
    const token = storage.get("token");
    const session = await join(token ? { token } : {});
    storage.set("token", session.token);
    if (storage.get("visitor") !== session.visitor) {
      storage.set("visitor", session.visitor);
      storage.set("closed", null);
    }
    storage.set("account", JSON.stringify(session.account));
    onSession(session);
  }

  /** One tab at a time, so that two new tabs do not become two visitors. */
  function renew() {
    joining ??= exclusive(`${name}:session`, once).finally(() => (joining = null));
    return joining;
  }

  return {
    token: () => storage.get("token"),
    renew,
    /** Joins as often as it takes; false when the shop will not have this site. */
    async load() {
      for (let attempt = 0; ; attempt++) {
        try {
          await renew();
          return true;
        } catch (error) {
          if (error instanceof Refusal && error.final) {
            onRefused();
            return false;
          }
          onLost();
          await pause(Math.max(backoff(attempt), error instanceof Refusal ? error.retryAfter * 1000 : 0));
        }
      }
    },
  };
}

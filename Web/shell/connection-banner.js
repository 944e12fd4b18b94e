import { html, useEffect } from "../vendor/preact-htm.js";
import { dispatch } from "../desk.js";
import { t } from "../lib/i18n.js";
import { Icon } from "../ui/icon.js";
import { useDesk } from "../ui/use-desk.js";
import { live } from "./live.js";

/** The state of the connection; after an interruption, what arrived and what went out, for four seconds. */
export function ConnectionBanner() {
  const { status, attempt, arrived, sent } = useDesk((state) => state.connection);
  useEffect(() => {
    if (status !== "back") return undefined;
    const timer = setTimeout(() => dispatch({ type: "connection.settled" }), 4000);
    return () => clearTimeout(timer);
  }, [status]);
  if (status === "live" || status === "connecting") return html`<div class="banner-slot" role="status" aria-live="polite"></div>`;
  return html`<div class="banner-slot" role="status" aria-live="polite"><p class=${`banner ${status === "offline" ? "banner--warn" : status === "back" ? "banner--ok" : ""}`} data-testid="connection-banner" data-status=${status}>
    <${Icon} name=${status === "offline" ? "offline" : status === "back" ? "check" : "refresh"} size="s" />
    <span class="banner__text">${status === "offline" ? t("connection.offline") : status === "back" ? t("connection.back", { arrived, sent, quiet: arrived + sent === 0 ? "yes" : "no" }) : t("connection.reconnecting", { attempt })}</span>
    ${status === "back" ? null : html`<button type="button" class="button button--s" onClick=${() => live.feed?.retry()}>${t("action.retry")}</button>`}</p></div>`;
}

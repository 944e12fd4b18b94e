import { html } from "../vendor/preact-htm.js";
import { firstName } from "../lib/format.js";
import { t } from "../lib/i18n.js";
import { useDesk } from "../ui/use-desk.js";
import { useNow } from "../ui/use-now.js";

const FRESH = 8000;

/**
 * Who types, customer or colleague; a word that is not repeated goes out.
 * @param {{case: string}} props
 */
export function Typing({ case: id }) {
  const { presence, agents } = useDesk((state) => ({ presence: state.screen.presence[id], agents: state.directory.agents }));
  const card = useDesk((state) => state.cases.byId[id]);
  const now = useNow(Boolean(presence));
  if (!presence || !card) return null;
  const visitor = now - presence.visitor < FRESH;
  const colleague = Object.entries(presence.agents).find(([, one]) => one.typing && now - one.at < FRESH);
  const name = visitor ? firstName(card.contact.name) || t("timeline.customer") : colleague ? agents[colleague[0]]?.name : null;
  if (!name) return null;
  return html`<p class="timeline__typing"><span class="timeline__dots" aria-hidden="true"><i></i><i></i><i></i></span>${t("timeline.typing", { name })}</p>`;
}

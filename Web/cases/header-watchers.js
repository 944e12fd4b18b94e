import { html } from "../vendor/preact-htm.js";
import { t } from "../lib/i18n.js";
import { Avatar } from "../ui/avatar.js";
import { Icon } from "../ui/icon.js";
import { useDesk } from "../ui/use-desk.js";
import { useNow } from "../ui/use-now.js";

/** A colleague says again every twenty seconds that they look; who types says so more often. */
const LOOKS = 45_000, TYPES = 8000, MOST = 3;

/**
 * Colleagues who look at this case or write in it now.
 * @param {{case: string}} props
 */
export function HeaderWatchers({ case: id }) {
  const { present, agents, me } = useDesk((state) => ({ present: state.screen.presence[id]?.agents, agents: state.directory.agents, me: state.me?.id }));
  const others = Object.entries(present ?? {}).filter(([agent]) => agent !== me && agents[agent]);
  const now = useNow(others.length > 0);
  const here = others.filter(([, one]) => now - one.at < LOOKS);
  if (here.length === 0) return html`<span class="conversation__watchers" role="status"></span>`;
  const writing = here.find(([, one]) => one.typing && now - one.at < TYPES);
  const names = here.map(([agent]) => agents[agent]?.name ?? "");
  const words = writing ? t("presence.types", { name: agents[writing[0]]?.name ?? "" }) : t("presence.looks", { names: names.join(", "), count: names.length });
  return html`<span class="conversation__watchers" role="status" title=${words} data-testid="watchers"><${Icon} name=${writing ? "edit" : "eye"} size="xs" />
    ${names.slice(0, MOST).map((name) => html`<${Avatar} key=${name} name=${name} size="s" />`)}<span class="visually-hidden">${words}</span></span>`;
}

import { html, useEffect } from "../vendor/preact-htm.js";
import { t } from "../lib/i18n.js";
import { Icon } from "../ui/icon.js";
import { AddPhone } from "./add-phone.js";
import { CallPhone } from "./call-phone.js";
import { ChatPhone } from "./chat-phone.js";
import { Head } from "./head.js";
import { Phone } from "./phone.js";
import { CHAT } from "./reduce.js";
import { useSimulator } from "./simulator.js";
import { SwitchPane } from "./switches.js";
import { Wire } from "./wire.js";

export function App() {
  const shown = useSimulator((state) => state.shown);
  const kinds = useSimulator((state) => Object.fromEntries(state.shown.map((id) => [id, state.phones[id]?.kind ?? "chat"])));
  const connection = useSimulator((state) => state.connection);
  const failure = useSimulator((state) => state.failure);
  const locale = useSimulator((state) => state.locale);
  const last = shown.at(-1);
  // A phone that was just added may stand beyond the edge.
  useEffect(() => { if (last) document.querySelector(`[data-phone="${last}"]`)?.scrollIntoView({ block: "nearest", inline: "nearest" }); }, [last]);
  useEffect(() => { document.title = t("title.page"); }, [locale]);
  return html`<div class="simulator">
    <${Head} />
    ${connection === "lost" ? html`<div class="banner banner--warn" role="status"><${Icon} name="offline" size="s" /><span class="banner__text">${t("connection.lost")}</span></div>` : null}
    ${failure ? html`<div class="banner banner--danger" role="alert"><${Icon} name="alert" size="s" /><span class="banner__text">${failure}</span></div>` : null}
    <main class="simulator__body">
      <div class="simulator__phones" role="group" aria-label=${t("phones.label")}>
        ${shown.map((id, at) => id === CHAT ? html`<${ChatPhone} key=${id} />` : kinds[id] === "voice" ? html`<${CallPhone} key=${id} id=${id} />` : html`<${Phone} key=${id} id=${id} at=${at} />`)}
        <${AddPhone} />
      </div>
      <aside class="simulator__side" aria-label=${t("side.label")}>
        <${SwitchPane} />
        <${Wire} />
      </aside>
    </main>
  </div>`;
}

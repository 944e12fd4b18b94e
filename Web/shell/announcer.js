import { html, useEffect, useRef, useState } from "../vendor/preact-htm.js";
import { myOffers } from "../cases/select.js";
import { nameOf } from "../cases/words.js";
import { serverNow } from "../lib/api.js";
import { t } from "../lib/i18n.js";
import { useDesk } from "../ui/use-desk.js";

/** Says an offer aloud, when it comes and ten seconds before it ends. */
export function Announcer() {
  const offer = useDesk((state) => myOffers(state)[0] ?? null);
  const said = useRef("");
  const [words, setWords] = useState("");
  useEffect(() => {
    if (!offer) return undefined;
    const left = offer.deadline ? Math.round((Date.parse(offer.deadline) - serverNow()) / 1000) : 0;
    if (said.current !== `${offer.id}${offer.deadline}`) setWords(t("offer.announce", { name: nameOf(offer), seconds: left, timed: offer.deadline ? "yes" : "no" }));
    said.current = `${offer.id}${offer.deadline}`;
    if (left <= 10) return undefined;
    const timer = setTimeout(() => setWords(t("offer.soon", { name: nameOf(offer) })), (left - 10) * 1000);
    return () => clearTimeout(timer);
  }, [offer?.id, offer?.deadline]);
  return html`<p class="visually-hidden" role="alert" aria-live="assertive">${offer ? words : ""}</p>`;
}

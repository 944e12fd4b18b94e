import { html } from "../vendor/preact-htm.js";
import { calendarDate, fieldWords } from "../contacts/field-value.js";
import { t } from "../lib/i18n.js";
import { useDesk } from "../ui/use-desk.js";

/** What moves, in the order in which it is said. */
const MOVES = ["points", "cases", "products", "labels", "campaigns"];
const ATTRIBUTE = "attribute.";

/**
 * What a merge will do: how much moves, and a choice for each field in which the two disagree.
 * @param {{preview: any, choose: Record<string, string>, change: (choose: Record<string, string>) => void}} props
 */
export function MergeFields({ preview, choose, change }) {
  const campaigns = useDesk((state) => state.directory.campaigns);
  const fields = Object.values(campaigns).flatMap((one) => one.contactFields ?? []);
  const count = (/** @type {string} */ what) => (what === "cases" ? preview.moves.cases.all : preview.moves[what]);
  const moved = MOVES.filter((what) => count(what) > 0);
  const field = (/** @type {string} */ name) => (name.startsWith(ATTRIBUTE) ? fields.find((one) => one.id === name.slice(ATTRIBUTE.length)) : undefined);
  const label = (/** @type {string} */ name) => (name.startsWith(ATTRIBUTE) ? field(name)?.label ?? name.slice(ATTRIBUTE.length) : t(`people.field.${name}`));
  const text = (/** @type {string} */ name, /** @type {string} */ value) => {
    const asked = field(name);
    // An attribute comes as its JSON.
    if (name.startsWith(ATTRIBUTE)) return asked ? fieldWords(asked, JSON.parse(value)) : String(JSON.parse(value));
    return name === "birthDate" ? calendarDate(value) : value;
  };
  /** Where the texts may stand one under the other, that is what happens unless somebody chooses. */
  const sides = (/** @type {any} */ one) => (one.chosen === "both" ? ["both", "kept", "other"] : ["kept", "other"]);
  const choice = (/** @type {string} */ name, /** @type {string} */ side) => { const { [name]: _, ...rest } = choose; change(side === "both" ? rest : { ...rest, [name]: side }); };
  return html`<p class="merge-people__moves" data-testid="merge-moves">${moved.length > 0 ? t("people.moves", { list: moved.map((what) => t(`people.move.${what}`, { count: count(what) })).join(", ") }) : t("people.movesNothing")}</p>
    ${preview.conflicts.length === 0 ? html`<p class="field__hint">${t("people.noConflicts")}</p>` : html`<p class="field__hint">${t("people.conflicts")}</p>
      ${preview.conflicts.map((/** @type {any} */ one) => html`<fieldset key=${one.field} class="merge-people__field" data-testid="merge-field"><legend class="field__label">${label(one.field)}</legend>
        ${sides(one).map((side) => html`<label key=${side} class="merge-people__choice"><input class="dialog__radio" type="radio" name=${`merge-${one.field}`} value=${side} checked=${(choose[one.field] ?? one.chosen) === side} onChange=${() => choice(one.field, side)} /><span>${side === "both" ? t("people.bothNotes") : text(one.field, one[side])}</span></label>`)}</fieldset>`)}`}`;
}

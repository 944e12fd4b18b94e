import { html } from "../vendor/preact-htm.js";
import { labelOf } from "../cases/labels.js";
import { StateChip } from "../cases/state-chip.js";
import { t } from "../lib/i18n.js";
import { useDesk } from "../ui/use-desk.js";

const NONE = { transferred: false, escalated: false };

/**
 * The state in the words of the case's campaign.
 * @param {{item: {state: import("../lib/types").CaseStatus, campaign: {id: string}}}} props
 */
export function ReportState({ item }) {
  const words = useDesk((state) => state.directory.campaigns[item.campaign.id]?.policy.labels ?? "line");
  const { word, icon, tone } = labelOf(words, { state: item.state, marks: NONE });
  return html`<${StateChip} label=${t(`label.${words}.${word}`)} icon=${icon} tone=${tone} />`;
}

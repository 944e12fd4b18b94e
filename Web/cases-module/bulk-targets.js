import { leads } from "../cases/rights.js";

/**
 * Where cases of these campaigns may be passed on to, by the rule of a single transfer: to campaigns that I lead or serve, and to a queue or an agent
 * as the cases' own campaigns allow. Where campaigns differ, what one of them allows can be chosen: the others' cases say why not.
 * @param {import("../lib/types").State} state
 * @param {string[]} from none: any
 */
export function bulkTargets({ me, directory }, from) {
  const open = Object.values(directory.campaigns).filter((one) => !one.archivedAt);
  const targets = new Set((from.length > 0 ? from.map((id) => directory.campaigns[id]) : open).flatMap((one) => one?.policy.transferTargets ?? []));
  const mayQueue = targets.has("queue") || targets.has("campaign");
  const mayAgent = targets.has("agent");
  const places = !mayQueue && !mayAgent ? [] : open.filter((one) => (leads(me, one.id) || me?.campaigns?.includes(one.id)) && Object.values(directory.queues).some((queue) => queue.campaign === one.id && !queue.archivedAt));
  return { places, mayQueue, mayAgent };
}

/**
 * Where a case can be passed on to: each campaign with its queues, but for the one in which it is. Pure.
 * @param {{queue: string, campaign: string}} card
 * @param {Pick<import("../lib/types").Directory, "campaigns" | "queues">} directory
 */
export function destinations(card, { campaigns, queues }) {
  const open = Object.values(queues).filter((queue) => !queue.archivedAt && queue.id !== card.queue);
  return Object.values(campaigns).filter((campaign) => !campaign.archivedAt)
    .map((campaign) => ({ campaign, queues: open.filter((queue) => queue.campaign === campaign.id).sort((one, two) => one.name.localeCompare(two.name)) }))
    .filter((place) => place.queues.length > 0)
    .sort((one, two) => Number(two.campaign.id === card.campaign) - Number(one.campaign.id === card.campaign) || one.campaign.name.localeCompare(two.campaign.name));
}

/**
 * @typedef {import("../lib/types").Directory} Directory
 * @typedef {import("../lib/types").Me} Me
 * @typedef {import("../lib/types").Action} Action
 */

/** @type {Directory} */
export const noDirectory = { campaigns: {}, queues: {}, accounts: {}, agents: {}, breaks: [], tags: {}, queueCounts: {} };

/**
 * Campaigns, queues, lines, colleagues and tags by id.
 * @param {Directory} directory
 * @param {Action} action
 * @returns {Directory}
 */
export function reduceDirectory(directory, action) {
  if (action.type === "snapshot" || action.type === "directory") {
    const { campaigns, queues, accounts, agents, breaks, tags, counts } = action.snapshot;
    return {
      campaigns: byId(campaigns), queues: byId(queues), accounts: byId(accounts), agents: byId(agents), breaks, tags: byId(tags ?? []),
      queueCounts: Object.fromEntries(counts.queues.map((/** @type {{queue: string}} */ count) => [count.queue, count])),
    };
  }
  if (action.type !== "frame") return directory;
  const { kind, data } = action.frame;
  if (kind === "agent.state") {
    const agent = directory.agents[data.agent];
    return agent ? { ...directory, agents: { ...directory.agents, [data.agent]: { ...agent, state: data.state } } } : directory;
  }
  if (kind === "queue.counts") return { ...directory, queueCounts: { ...directory.queueCounts, [data.queue]: data } };
  return directory;
}

/**
 * Who I am, my state and my counts.
 * @param {Me | null} me
 * @param {Action} action
 * @returns {Me | null}
 */
export function reduceMe(me, action) {
  if (action.type === "snapshot") return action.snapshot.me;
  if (action.type === "me") return action.me;
  if (!me) return me;
  if (action.type === "my.state") return { ...me, state: action.state };
  if (action.type === "preferences") return { ...me, preferences: action.preferences };
  if (action.type !== "frame") return me;
  const { kind, data } = action.frame;
  if (kind === "agent.state" && data.agent === me.id) return { ...me, state: data.state };
  if (kind === "me.counts") return { ...me, counts: data };
  return me;
}

/** @template {{id: string}} T @param {T[]} items @returns {Record<string, T>} */
const byId = (items) => Object.fromEntries(items.map((item) => [item.id, item]));

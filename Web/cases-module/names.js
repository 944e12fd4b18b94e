import { serverNow } from "../lib/api.js";
import { useDesk } from "../ui/use-desk.js";
import { useListing } from "./store.js";

/** @type {import("./chips.js").Names} */
export const noNames = { campaigns: {}, queues: {}, accounts: {}, agents: {}, tags: {}, labels: [], contacts: {}, fields: {}, now: 0 };

/**
 * What ids are called, for whoever says what is filtered.
 * @returns {import("./chips.js").Names}
 */
export function useNames() {
  const { campaigns, queues, accounts, agents, tags } = useDesk((state) => state.directory);
  const { labels, contacts } = useListing((state) => ({ labels: state.labels, contacts: state.contacts }));
  const fields = Object.fromEntries(Object.values(campaigns).flatMap((one) => one.caseFields ?? []).map((field) => [field.id, field.label]));
  return { campaigns, queues, accounts, agents, tags, labels, contacts, fields, now: serverNow() };
}

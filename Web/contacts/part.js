import { addPart } from "../desk-reduce.js";
import { noContacts, reduceContacts } from "./reduce.js";

addPart("contacts", reduceContacts);

/**
 * The third column's part of the state, which begins with its code.
 * @param {import("../lib/types").State} state
 * @returns {import("../lib/types").ContactsPart}
 */
export const contactsIn = (state) => state.parts.contacts ?? noContacts;

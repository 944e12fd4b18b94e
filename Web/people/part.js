import { addPart } from "../desk-reduce.js";
import { noPeople, reducePeople } from "./reduce.js";

addPart("people", reducePeople);

/**
 * @param {import("../lib/types").State} state
 * @returns {import("../lib/types").PeoplePart}
 */
export const peopleIn = (state) => state.parts.people ?? noPeople;

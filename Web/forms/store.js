import { createStore } from "../lib/store.js";
import { useStore } from "../ui/use-desk.js";
import { noForms, reduceForms } from "./reduce.js";

/** The form layer's own state: it comes with the layer, and only its actions change it. */
export const forms = createStore(reduceForms, noForms);

/**
 * @template T
 * @param {(state: import("./reduce.js").FormsState) => T} select
 * @returns {T}
 */
export const useForms = (select) => useStore(forms, select);

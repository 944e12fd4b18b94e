import { withSheet, withWords } from "../ui/lazy.js";

/** Layers of the module that come when they are asked for. */
export const loadTranscript = withSheet("drawer", withWords("listing", () => import("./transcript.js").then((module) => module.Transcript)));
export const loadBulkDialog = withSheet("outcome-form", withSheet("bulk-dialogs", withWords("listing", withWords("acts", withWords("forms", () => import("./bulk-dialog.js").then((module) => module.BulkDialog))))));
export const loadBulkResults = withSheet("data-table", withSheet("bulk-dialogs", withWords("listing", () => import("./bulk-results.js").then((module) => module.BulkResults))));
export const loadViewDialog = withWords("listing", withWords("acts", () => import("./view-dialog.js").then((module) => module.ViewDialog)));

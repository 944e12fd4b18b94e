import { withSheet, withWords } from "../ui/lazy.js";

/**
 * Layers of the conversation whose code is not needed to show it: each comes when it is asked for, or when nothing else is to do.
 */
export const loadPlayer = withWords("cases", () => import("./audio-player.js").then((module) => module.AudioPlayer));
export const loadViewHeader = withWords("cases", () => import("./list-view.js").then((module) => module.ViewHeader));
export const loadViewRows = withWords("cases", () => import("./list-view.js").then((module) => module.ViewRows));
export const loadViewer = withSheet("image-viewer", withWords("cases", () => import("./image-viewer.js").then((module) => module.ImageViewer)));
export const loadEarlierCase = withWords("cases", () => import("./earlier-case.js").then((module) => module.EarlierCase));
export const loadRecording = withWords("cases", () => import("./composer-recording.js").then((module) => module.ComposerRecording));
export const loadEmojiGrid = withSheet("emoji-picker", withWords("cases", () => import("./emoji-grid.js").then((module) => module.EmojiGrid)));
export const loadEmoji = () => import("./emoji.js");
export const loadSuggest = withSheet("quick-replies", withWords("cases", () => import("./composer-suggest.js").then((module) => module.ComposerSuggest)));
export const loadCallBar = withSheet("call-bar", () => import("./call-bar.js").then((module) => module.CallBar));
export const loadFailure = withWords("cases", () => import("./message-failure.js").then((module) => module.MessageFailure));
export const loadCaseMenu = withWords("acts", () => import("./case-menu.js").then((module) => module.CaseMenu));
export const loadPlace = withWords("cases", () => import("./header-place.js").then((module) => module.HeaderPlace));
export const loadTools = withWords("cases", () => import("./message-tools.js").then((module) => module.MessageTools));
export const loadReactionPicker = withSheet("emoji-picker", withWords("cases", () => import("./reaction-picker.js").then((module) => module.ReactionPicker)));
export const loadFiles = () => import("./composer-files.js").then((module) => module.ComposerFiles);
export const loadQuote = () => import("./composer-quote.js").then((module) => module.ComposerQuote);

/** @param {import("../lib/types").Card} card */
export const classify = (card) => import("../forms/classify.js").then((module) => module.classify(card), () => {});
/** @param {string} caseId @param {string} id */
export const showMessage = async (caseId, id) => (await loadShowing()).showMessage(caseId, id);
const loadShowing = withWords("cases", () => import("./show-message.js"));

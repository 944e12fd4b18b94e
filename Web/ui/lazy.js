import { html, useEffect, useState } from "../vendor/preact-htm.js";
import { loadWords } from "../lib/language.js";

/**
 * A layer whose code comes when it is first asked for, or before, when the browser has nothing else to do. Where another layer takes its place on
 * the page, that one is loaded.
 * @typedef {() => Promise<any>} Load gives the component
 * @param {{load: Load, failed: () => void, [more: string]: any}} props
 */
export function Lazy({ load, failed, ...rest }) {
  const [, setComes] = useState(0);
  useEffect(() => {
    if (arrived.has(load)) return;
    load().then((component) => { arrived.set(load, { component }); setComes((count) => count + 1); }, failed);
  }, [load]);
  const found = arrived.get(load);
  return found ? html`<${found.component} ...${rest} />` : null;
}

/**
 * What came once is painted at once.
 * @type {Map<Load, {component: any}>}
 */
const arrived = new Map();

/** @param {Load[]} loads */
export function loadWhenIdle(loads) {
  const run = () => { for (const load of loads) load().catch(() => {}); };
  setTimeout(() => { if (typeof requestIdleCallback === "function") requestIdleCallback(run); else run(); }, 2000);
}

/**
 * A layer whose looks come with it.
 * @param {string} sheet
 * @param {Load} load
 * @returns {Load}
 */
export const withSheet = (sheet, load) => async () => {
  const [component] = await Promise.all([load(), sheetOf(sheet)]);
  return component;
};

/**
 * A layer whose words come with it.
 * @param {string} part
 * @param {Load} load
 * @returns {Load}
 */
export const withWords = (part, load) => async () => {
  const [component] = await Promise.all([load(), loadWords(part)]);
  return component;
};

/** @type {Map<string, Promise<void>>} */
const sheets = new Map();

/** @param {string} name */
function sheetOf(name) {
  let coming = sheets.get(name);
  if (!coming) {
    coming = new Promise((resolve, reject) => {
      const link = Object.assign(document.createElement("link"), { rel: "stylesheet", href: `/app/components/${name}.css` });
      link.onload = () => resolve();
      link.onerror = () => { sheets.delete(name); link.remove(); reject(new Error(`${name}.css did not come`)); };
      document.head.append(link);
    });
    sheets.set(name, coming);
  }
  return coming;
}

/**
 * @typedef {Node|string|null|false|undefined} Child
 * @typedef {Record<string, string|number|boolean|null|undefined|((event: any) => unknown)>} Props
 */

/**
 * An element. Text becomes a text node, never markup; a function is a listener; true is an empty attribute, false and null are none.
 * @template {keyof HTMLElementTagNameMap} K @param {K} tag @param {Props} [props] @param {Child[]} children
 * @returns {HTMLElementTagNameMap[K]}
 */
export function h(tag, props = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(props)) {
    if (typeof value === "function") element.addEventListener(name.slice(2), value);
    else setAttribute(element, name, value);
  }
  element.append(...children.filter(isChild));
  return element;
}

/** @param {Element} element @param {string} name @param {string|number|boolean|null|undefined} value */
export function setAttribute(element, name, value) {
  const text = value === true ? "" : value === false || value === null || value === undefined ? null : String(value);
  if (text === null) element.removeAttribute(name);
  else if (element.getAttribute(name) !== text) element.setAttribute(name, text);
}

/**
 * Changes a text only when it differs, so that a live region does not repeat itself.
 * @param {Element} element @param {string} text
 */
export function setText(element, text) {
  if (element.textContent !== text) element.textContent = text;
}

/** @param {Child} child @returns {child is Node|string} */
function isChild(child) {
  return child !== null && child !== undefined && child !== false;
}

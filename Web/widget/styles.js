const files = ["tokens.css", "frame.css", "log.css", "media.css", "composer.css"];

/**
 * Styles that no page's `style-src` can refuse: adopted sheets are not inline styles. Where the browser or the page will not
 * have that, plain links.
 * @param {ShadowRoot} root
 */
export async function applyStyles(root) {
  const urls = files.map(file => new URL(file, import.meta.url).href);
  try {
    root.adoptedStyleSheets = await Promise.all(urls.map(sheet));
  } catch {
    await Promise.all(urls.map(url => link(root, url)));
  }
}

/** @param {string} url */
async function sheet(url) {
  const made = new CSSStyleSheet();
  const response = await fetch(url, { credentials: "omit" });
  if (!response.ok) throw new Error(String(response.status));
  made.replaceSync(await response.text());
  return made;
}

/** @param {ShadowRoot} root @param {string} url @returns {Promise<void>} */
function link(root, url) {
  return new Promise(resolve => {
    const element = document.createElement("link");
    element.rel = "stylesheet";
    element.href = url;
    element.onload = element.onerror = () => resolve();
    root.append(element);
  });
}

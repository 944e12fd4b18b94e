/**
 * Where the sign-in leads: to the page that was asked for, if it is one of ours.
 * @param {string} search of the sign-in's own address
 * @param {string} origin
 */
export function nextPage(search, origin) {
  const next = new URLSearchParams(search).get("next") ?? "/";
  try {
    const url = new URL(next, origin);
    // The whole address is given back: its path alone may begin with two slashes, and would lead elsewhere.
    return url.origin === origin && url.pathname !== "/login" ? url.href : `${origin}/`;
  } catch { return `${origin}/`; }
}

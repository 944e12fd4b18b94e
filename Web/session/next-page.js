/**
 * Where the sign-in leads: to the page that was asked for, if it is one of ours.
 * @param {string} search of the sign-in's own address
 * @param {string} origin
 */
export function nextPage(search, origin) {
  const next = new URLSearchParams(search).get("next") ?? "/";
  try {
    const url = new URL(next, origin);
    // A path that begins with two slashes would be another site's address when it is read as one.
    return url.origin === origin && url.pathname !== "/login" && !url.pathname.startsWith("//") ? url.href : `${origin}/`;
  } catch { return `${origin}/`; }
}

/**
 * Puts the icons into the page, once. A reference to another file is asked for anew by every icon that is painted later,
 * and without a line it stays blank, just where an icon has to say so.
 */
export async function loadSprite() {
  const answer = await fetch("/app/icons.svg");
  if (!answer.ok) return;
  const sprite = document.importNode(new DOMParser().parseFromString(await answer.text(), "image/svg+xml").documentElement, true);
  sprite.setAttribute("hidden", "");
  document.body.prepend(sprite);
}

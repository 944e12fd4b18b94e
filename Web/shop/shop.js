// A stand-in for the customer's own site: just enough life to show the chat in place.
const photo = /** @type {HTMLImageElement} */ (document.getElementById("photo"));
const count = /** @type {HTMLElement} */ (document.getElementById("cart-count"));
const said = /** @type {HTMLElement} */ (document.getElementById("said"));
const thumbs = /** @type {NodeListOf<HTMLButtonElement>} */ (document.querySelectorAll(".shop__thumb"));
let items = 0;

thumbs.forEach(thumb => thumb.addEventListener("click", () => {
  photo.src = thumb.dataset.photo ?? "";
  photo.alt = thumb.dataset.alt ?? "";
  thumbs.forEach(other => other.setAttribute("aria-pressed", String(other === thumb)));
}));

document.getElementById("buy")?.addEventListener("click", () => {
  items += 1;
  count.hidden = false;
  count.textContent = String(items);
  said.textContent = items === 1 ? "Tienes 1 lámpara en el carrito." : `Tienes ${items} lámparas en el carrito.`;
});

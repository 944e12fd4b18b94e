/**
 * The shop's colour as the server knows it; the page's own `--widget-brand` wins over it. Only a plain hexadecimal colour is
 * believed, and what stands on it is black or white, whichever reads better.
 * @param {string|null|undefined} brand @returns {{brand: string, on: string}|null}
 */
export function brandColours(brand) {
  const hex = /^#([0-9a-f]{6})$/i.exec(brand ?? "")?.[1];
  if (!hex) return null;
  const [red, green, blue] = [0, 2, 4].map(from => linear(parseInt(hex.slice(from, from + 2), 16) / 255));
  const light = 0.2126 * (red ?? 0) + 0.7152 * (green ?? 0) + 0.0722 * (blue ?? 0);
  return { brand: `#${hex}`, on: 1.05 / (light + 0.05) >= (light + 0.05) / 0.05 ? "#ffffff" : "#000000" };
}

/** @param {number} part */
function linear(part) {
  return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
}

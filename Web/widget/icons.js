/** The few symbols of the sprite that the widget draws; a sprite of another origin cannot be used by reference. */
const paths = {
  spark: "M10 3v3.5M10 13.5V17M3 10h3.5M13.5 10H17M5.2 5.2l2.3 2.3M12.5 12.5l2.3 2.3M14.8 5.2l-2.3 2.3M7.5 12.5l-2.3 2.3",
  chat: "M4.5 3.5h11A1.5 1.5 0 0 1 17 5v7a1.5 1.5 0 0 1-1.5 1.5H10L6.5 17v-3.5h-2A1.5 1.5 0 0 1 3 12V5a1.5 1.5 0 0 1 1.5-1.5zM6.8 8.5h.01M10 8.5h.01M13.2 8.5h.01",
  minus: "M4.5 10h11",
  close: "m5 5 10 10M15 5 5 15",
  smile: "M17 10a7 7 0 1 1-14 0 7 7 0 0 1 14 0zM6.8 11.6c.7 1.2 1.8 1.8 3.2 1.8s2.5-.6 3.2-1.8M7.6 7.8v.4M12.4 7.8v.4",
  clip: "m15.8 9-5.9 5.9a3.6 3.6 0 0 1-5.1-5.1l6.1-6.1a2.4 2.4 0 0 1 3.4 3.4l-6 6a1.2 1.2 0 0 1-1.7-1.7l5.3-5.3",
  send: "M3.5 3.8 17 10 3.5 16.2 5.3 10zM5.3 10h5.2",
  file: "M5.5 2.5h6l4 4v10a1 1 0 0 1-1 1h-9a1 1 0 0 1-1-1v-13a1 1 0 0 1 1-1zM11.5 2.5v4h4M7.3 10.2h5.4M7.3 13.2h3.4",
  pending: "M16.2 10a6.2 6.2 0 1 1-12.4 0 6.2 6.2 0 0 1 12.4 0zM10 6.8V10l2 1.4",
  sent: "m4.2 10.6 3.8 3.8 7.8-8.6",
  delivered: "m1.6 10.8 3.6 3.6 7.4-8.2M9.4 13.4l1 1 7.6-8.2",
  failed: "M16.8 10a6.8 6.8 0 1 1-13.6 0 6.8 6.8 0 0 1 13.6 0zM10 6.6v4M10 13.2v.1",
  down: "m5.5 7.8 4.5 4.5 4.5-4.5",
};

/** @param {keyof typeof paths} name @param {"xs"|"s"|"m"|"l"|"xl"} [size] */
export function icon(name, size = "m") {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  svg.setAttribute("class", `icon icon--${size}`);
  svg.setAttribute("viewBox", "0 0 20 20");
  svg.setAttribute("aria-hidden", "true");
  const path = document.createElementNS("http://www.w3.org/2000/svg", "path");
  path.setAttribute("d", paths[name]);
  svg.append(path);
  return svg;
}

import { h } from "./dom.js";
import { icon } from "./icons.js";

const images = new Set(["image/png", "image/jpeg", "image/gif", "image/webp"]);

/**
 * One file of a message: shown where a browser can show it safely, else offered to keep.
 * @param {import("./types.js").Attachment} file @param {import("./row.js").Tools} tools @returns {HTMLElement}
 */
export function attachment(file, tools) {
  if (images.has(file.type)) return image(file, tools);
  if (/^(audio|video)\//.test(file.type)) return player(file, tools);
  return download(file, tools);
}

/** @param {import("./types.js").Attachment} file @param {import("./row.js").Tools} tools */
function image(file, tools) {
  const picture = h("img", { class: "chat-widget__picture", alt: tools.words.image(file.name), onload: tools.settled });
  const link = h("a", { class: "chat-widget__image", target: "_blank", rel: "noopener", title: tools.words.newTab }, picture);
  show(file, tools, link, url => {
    picture.src = url;
    link.href = url;
  });
  picture.addEventListener("error", () => link.replaceWith(download(file, tools)));
  return link;
}

/** @param {import("./types.js").Attachment} file @param {import("./row.js").Tools} tools */
function player(file, tools) {
  const kind = file.type.startsWith("audio/") ? "audio" : "video";
  const element = h(kind, { class: `chat-widget__${kind}`, controls: true, preload: "metadata", "aria-label": tools.words.audio(file.name), onloadedmetadata: tools.settled });
  const box = h("div", { class: "chat-widget__media" }, element);
  show(file, tools, box, url => (element.src = url));
  element.addEventListener("error", () => box.replaceWith(download(file, tools)));
  return box;
}

/** @param {import("./types.js").Attachment} file @param {import("./row.js").Tools} tools */
function download(file, { client, words, format }) {
  const size = format.size(file.size);
  const note = h("span", { class: "chat-widget__file-size" }, size);
  return h("button", { class: "chat-widget__file", type: "button", "aria-label": words.download(file.name, size), onclick: save },
    icon("file", "l"),
    h("span", { class: "chat-widget__file-words" }, h("span", { class: "chat-widget__file-name" }, file.name), note));

  async function save() {
    try {
      const url = URL.createObjectURL(new Blob([await client.writing.blob(file.id)], { type: "application/octet-stream" }));
      h("a", { href: url, download: file.name }).click();
      setTimeout(() => URL.revokeObjectURL(url), 60_000);
      note.textContent = size;
    } catch {
      note.textContent = words.unavailable;
    }
  }
}

/**
 * The bytes need the visitor's token, so that they are fetched and shown as a blob, under the type that the message named.
 * @param {import("./types.js").Attachment} file @param {import("./row.js").Tools} tools @param {HTMLElement} element @param {(url: string) => void} use
 */
function show(file, tools, element, use) {
  tools.client.writing.blob(file.id).then(
    blob => use(URL.createObjectURL(blob.slice(0, blob.size, file.type))),
    () => element.replaceWith(download(file, tools)),
  );
}

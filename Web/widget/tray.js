import { h, setAttribute } from "./dom.js";
import { icon } from "./icons.js";
import { uuid7 } from "./ids.js";
import { mostBytes } from "./upload.js";

const most = 10;

/**
 * Files chosen and not sent yet; they leave for the server while the customer still writes.
 * @param {import("./frame.js").Place} place @param {(message: string) => void} onError
 */
export function openTray({ client, words, format }, onError) {
  /** @type {Map<string, {file: import("./types.js").LocalFile, item: HTMLElement, bar: HTMLProgressElement}>} */
  const held = new Map();
  const element = h("ul", { class: "chat-widget__tray", "aria-label": words.files, hidden: true });

  /** @param {File} source */
  function accept(source) {
    if (source.size > mostBytes) return onError(words.tooLarge(source.name));
    if (source.size === 0) return onError(words.emptyFile(source.name));
    if (held.size >= most) return onError(words.tooMany(most));
    const file = { id: uuid7(), name: source.name || "archivo", type: source.type || "application/octet-stream", size: source.size, blob: source };
    const bar = h("progress", { class: "chat-widget__progress", max: 1, value: 0, "aria-label": words.uploading(file.name, 0), hidden: true });
    const item = h("li", { class: "chat-widget__tray-item", "data-testid": "widget-tray-item" },
      icon("file", "s"),
      h("span", { class: "chat-widget__tray-name" }, file.name),
      h("span", { class: "chat-widget__tray-size" }, format.size(file.size)),
      h("button", { class: "chat-widget__tray-remove", type: "button", "aria-label": words.remove(file.name), onclick: () => remove(file.id) }, icon("close", "xs")),
      bar);
    held.set(file.id, { file, item, bar });
    element.append(item);
    if (client.known()) client.writing.uploads.ensure(file).catch(error => error.final && refused(file, error.code));
  }

  /** @param {import("./types.js").LocalFile} file @param {string} code */
  function refused(file, code) {
    if (!held.has(file.id)) return;
    forget(file.id);
    onError(`${file.name}: ${code === "attachment.type" ? words.reasonType : code === "attachment.too_large" ? words.reasonSize : words.reasonOther(code)}`);
  }

  /** @param {string} id */
  function remove(id) {
    client.writing.uploads.cancel(id);
    const next = held.get(id)?.item.nextElementSibling ?? held.get(id)?.item.previousElementSibling;
    forget(id);
    const button = next?.querySelector("button");
    if (button) button.focus();
    else element.parentElement?.querySelector("textarea")?.focus();
  }

  /** @param {string} id */
  function forget(id) {
    held.get(id)?.item.remove();
    held.delete(id);
    element.hidden = held.size === 0;
  }

  client.store.watch(({ progress }) => {
    for (const { file, bar } of held.values()) {
      const part = progress[file.id];
      bar.hidden = part === undefined;
      bar.value = part ?? 0;
      setAttribute(bar, "aria-label", words.uploading(file.name, Math.round((part ?? 0) * 100)));
    }
  });

  return {
    element,
    /** @param {File[]} files */
    add(files) {
      onError("");
      files.forEach(accept);
      element.hidden = held.size === 0;
    },
    /** Empties the tray into a message. */
    take() {
      const files = [...held.values()].map(({ file }) => file);
      files.forEach(file => forget(file.id));
      return files;
    },
  };
}

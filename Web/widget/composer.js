import { h, setText } from "./dom.js";
import { openEmoji } from "./emoji.js";
import { icon } from "./icons.js";
import { openTray } from "./tray.js";

const longest = 4096;

/**
 * Where the customer writes.
 * @param {import("./frame.js").Place} place @param {() => void} onSend
 */
export function openComposer(place, onSend) {
  const { client, tab, words } = place;
  const error = h("div", { class: "chat-widget__error", role: "alert" });
  const tray = openTray(place, message => setText(error, message));
  const text = h("textarea", {
    class: "chat-widget__text", rows: 1, placeholder: words.placeholder, "aria-label": words.text, "data-testid": "widget-text",
    enterkeyhint: "send", oninput: written, onkeydown: keyed, onpaste: pasted,
  });
  const input = h("input", { type: "file", multiple: true, hidden: true, "data-testid": "widget-file", onchange: chosen });
  const emoji = openEmoji(words, sign => {
    text.setRangeText(sign, text.selectionStart, text.selectionEnd, "end");
    written();
  }, () => text.focus());
  const form = h("form", { class: "chat-widget__composer", onsubmit: submit },
    text, emoji.button,
    h("button", { class: "chat-widget__tool", type: "button", "aria-label": words.attach, "data-testid": "widget-attach", onclick: () => input.click() }, icon("clip", "l")),
    input,
    h("button", { class: "chat-widget__send", type: "submit", "aria-label": words.send, "data-testid": "widget-send" }, icon("send")));
  const drop = h("div", { class: "chat-widget__drop", hidden: true, "aria-hidden": "true" }, words.drop);

  text.value = tab.get("draft") ?? "";

  function written() {
    setText(error, "");
    tab.set("draft", text.value || null);
    text.style.height = "auto";
    text.style.height = `${Math.min(text.scrollHeight, 120)}px`;
    if (text.value.trim()) client.typing();
  }

  /** @param {KeyboardEvent} event */
  function keyed(event) {
    if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    form.requestSubmit();
  }

  /** @param {ClipboardEvent} event */
  function pasted(event) {
    const files = [...(event.clipboardData?.files ?? [])];
    if (files.length === 0) return;
    event.preventDefault();
    tray.add(files);
  }

  function chosen() {
    tray.add([...(input.files ?? [])]);
    input.value = "";
    text.focus();
  }

  /** @param {Event} event */
  function submit(event) {
    event.preventDefault();
    const words_ = text.value.trim();
    if (words_.length > longest) return setText(error, words.tooLong(longest));
    const files = tray.take();
    if (!words_ && files.length === 0) return text.focus();
    text.value = "";
    written();
    client.wrote();
    emoji.close();
    void client.start();
    void client.writing.send(words_, files);
    onSend();
    text.focus();
  }

  return {
    text,
    elements: [emoji.element, tray.element, error, form, drop],
    /** Closes what is open above the text, and gives the focus back to what opened it; false when nothing was. */
    dismiss() {
      if (!emoji.close()) return false;
      emoji.button.focus();
      return true;
    },
    /** @param {HTMLElement} panel */
    acceptDrops(panel) {
      /** @param {DragEvent} event */
      const holdsFiles = event => event.dataTransfer?.types.includes("Files") ?? false;
      panel.addEventListener("dragover", event => {
        if (!holdsFiles(event)) return;
        event.preventDefault();
        drop.hidden = false;
      });
      panel.addEventListener("dragleave", event => {
        if (!(event.relatedTarget instanceof Node) || !panel.contains(event.relatedTarget)) drop.hidden = true;
      });
      panel.addEventListener("drop", event => {
        drop.hidden = true;
        if (!holdsFiles(event)) return;
        event.preventDefault();
        tray.add([...(event.dataTransfer?.files ?? [])]);
        text.focus();
      });
    },
  };
}

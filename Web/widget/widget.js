// The one script tag a site adds. Classic and tiny: everything else is a module from the origin this file came from.
(function () {
  var script = document.currentScript;
  if (!(script instanceof HTMLScriptElement) || !script.dataset.account) return;
  var base = new URL(".", script.src).href;
  /** @type {import("./types.js").Options} */
  var options = {
    base: base,
    account: script.dataset.account,
    locale: script.dataset.locale || null,
    theme: script.dataset.theme || null,
    name: script.dataset.name || null,
  };
  function start() {
    import(base + "widget/main.js").then(function (widget) {
      return widget.mount(options);
    }).catch(function (error) {
      console.warn("chat-widget:", error);
    });
  }
  if (document.body) start();
  else document.addEventListener("DOMContentLoaded", start);
})();

import { html, useEffect, useRef, useState } from "../vendor/preact-htm.js";
import { ApiError, call } from "../lib/api.js";
import { t } from "../lib/i18n.js";
import { tellSessionChanged } from "../lib/session-channel.js";
import { Icon } from "../ui/icon.js";
import { nextPage } from "./next-page.js";
import { SignInTools } from "./sign-in-tools.js";

/** E-mail and password, beside a quiet picture. */
export function SignIn() {
  const [form, setForm] = useState({ email: "", password: "", shown: false, busy: false, error: "", missing: "", locale: document.documentElement.lang });
  const email = useRef(/** @type {any} */ (null));
  const password = useRef(/** @type {any} */ (null));
  useEffect(() => { document.title = t("login.title"); }, [form.locale]);
  useEffect(() => email.current.focus(), []);
  const submit = async (/** @type {Event} */ event) => {
    event.preventDefault();
    const missing = !email.current.value.trim() ? "email" : !password.current.value ? "password" : "";
    if (missing) { setForm({ ...form, missing, error: "" }); (missing === "email" ? email : password).current.focus(); return; }
    setForm({ ...form, busy: true, error: "", missing: "" });
    try {
      await call("POST", "/api/v1/session", { email: email.current.value.trim(), password: password.current.value }, { quiet: true });
      tellSessionChanged();
      location.assign(nextPage(location.search, location.origin));
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      const said = words(error);
      setForm((held) => ({ ...held, busy: false, error: said }));
      if (error.status === 401) { password.current.focus(); password.current.select(); }
    }
  };
  const field = (/** @type {string} */ key) => ({ value: key === "email" ? form.email : form.password, "aria-invalid": form.missing === key ? "true" : undefined, onInput: (/** @type {any} */ event) => setForm({ ...form, [key]: event.target.value, missing: "" }) });
  const required = (/** @type {string} */ key) => (form.missing === key ? html`<span class="field__error" role="alert"><${Icon} name="alert" size="xs" />${t("contact.required")}</span>` : null);
  return html`<main class="login">
    <section class="login__picture" aria-hidden="true"><span class="login__brand"><span class="login__brand-mark"><${Icon} name="logo" size="l" /></span>Ventanilla</span>
      <img class="login__art" src="/app/login-art.svg" alt="" /></section>
    <section class="login__side">
      <${SignInTools} onLanguage=${(/** @type {string} */ locale) => setForm({ ...form, locale, error: "" })} />
      <div class="login__card">
        <header><h1 class="login__title">${t("login.welcome")}</h1><p class="login__sub">${t("login.sub")}</p></header>
        <div role="alert">${form.error ? html`<p class="login__alert login__alert--shown" data-testid="login-error"><${Icon} name="alert" size="s" /><span>${form.error}</span></p>` : null}</div>
        <form class="login__form" onSubmit=${submit} novalidate>
          <div class=${`field ${form.missing === "email" ? "field--invalid" : ""}`}><label class="field__label" for="l-mail">${t("login.email")}</label>
            <input class="input input--l" id="l-mail" type="email" autocomplete="username" ref=${email} data-testid="login-email" required ...${field("email")} />${required("email")}</div>
          <div class=${`field ${form.missing === "password" ? "field--invalid" : ""}`}><label class="field__label" for="l-pass">${t("login.password")}</label>
            <span class="input-icon"><input class="input input--l" id="l-pass" type=${form.shown ? "text" : "password"} autocomplete="current-password" ref=${password} data-testid="login-password" required ...${field("password")} />
              <button type="button" class="button button--ghost button--icon input-icon__end" aria-pressed=${String(form.shown)} aria-label=${t(form.shown ? "login.hide" : "login.show")} title=${t(form.shown ? "login.hide" : "login.show")} onClick=${() => setForm({ ...form, shown: !form.shown })}><${Icon} name="eye" size="s" /></button></span>${required("password")}</div>
          <button type="submit" class=${`button button--primary button--l button--block ${form.busy ? "button--busy" : ""}`} data-testid="login-submit" aria-disabled=${form.busy ? "true" : undefined}>${form.busy ? html`<span class="button__spinner" aria-hidden="true"></span>` : null}${t("login.enter")}</button>
        </form>
        ${location.protocol === "http:" && !/^(localhost|127\.|\[::1\])/.test(location.hostname) ? html`<p class="login__insecure"><${Icon} name="alert" size="s" />${t("login.insecure")}</p>` : null}
      </div>
    </section>
  </main>`;
}

/** @param {ApiError} error */
function words(error) {
  if (error.status === 0) return t("login.unreachable");
  if (error.status === 401) return t("login.refused");
  if (error.status === 429) return t("login.slow");
  return error.message;
}

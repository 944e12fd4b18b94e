import { html, useState } from "../vendor/preact-htm.js";
import { ActDialog, Choices, SelectField } from "../cases/act-dialog.js";
import { dispatch } from "../desk.js";
import { ApiError, put } from "../lib/api.js";
import { duration } from "../lib/format.js";
import { t } from "../lib/i18n.js";
import { useDesk } from "../ui/use-desk.js";
import { useNow } from "../ui/use-now.js";
import { stateWords } from "./state-words.js";
import { toast } from "./toast.js";

/**
 * A supervisor puts somebody into a state.
 * @param {{agent: string}} props
 */
export function AgentDialog({ agent: id }) {
  const { agent, breaks } = useDesk((state) => ({ agent: state.directory.agents[id], breaks: state.directory.breaks }));
  const now = useNow();
  const [form, setForm] = useState({ state: agent?.state?.state === "offline" ? "available" : "offline", reason: breaks[0]?.id ?? "" });
  if (!agent) return null;
  const run = async () => {
    try {
      const state = await put(`/api/v1/users/${id}/state`, { state: form.state, ...(form.state === "break" && form.reason ? { reason: form.reason } : {}) });
      dispatch({ type: "frame", frame: { id: null, kind: "agent.state", data: { agent: id, state } }, now: Date.now() });
      return null;
    } catch (error) {
      if (error instanceof ApiError) return error;
      throw error;
    }
  };
  const done = () => toast(t("agent.toast", { name: agent.name, state: t(`state.${form.state}`) }), "user");
  return html`<${ActDialog} title=${t("agent.title", { name: agent.name })} sub=${agent.email} confirm=${t("action.save")} testid="agent-dialog" run=${run} done=${done}>
    ${agent.state ? html`<p>${t("agent.now", { state: stateWords(agent.state, breaks), time: duration(now - Date.parse(agent.state.since)) })}</p>` : null}
    <${Choices} first quiet name="state" label=${t("agent.title", { name: agent.name })} value=${form.state} change=${(/** @type {string} */ state) => setForm({ ...form, state })} choices=${["available", "busy", "break", "offline"].map((one) => [one, t(`state.${one}`)])} />
    ${form.state === "break" && breaks.length > 0 ? html`<${SelectField} id="agent-reason" label=${t("act.reason")} value=${form.reason} change=${(/** @type {string} */ reason) => setForm({ ...form, reason })} choices=${breaks.map((one) => [one.id, one.name])} />` : null}
    <p class="field__hint">${t("agent.text")}</p></${ActDialog}>`;
}

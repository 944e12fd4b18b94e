import { html } from "../vendor/preact-htm.js";
import { t } from "../lib/i18n.js";
import { toast } from "../shell/toast.js";
import { Lazy } from "../ui/lazy.js";
import { loadPlayer } from "./later.js";

/**
 * A sound with its player, whose place stands from the beginning.
 * @param {Parameters<typeof import("./audio-player.js").AudioPlayer>[0]} props
 */
export const Sound = (props) => html`<div class="message__sound"><${Lazy} load=${loadPlayer} failed=${notLoaded} ...${props} /></div>`;

const notLoaded = () => toast(t("error.offlineAct"), "alert");

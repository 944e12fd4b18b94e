import { html, useEffect, useRef, useState } from "../vendor/preact-htm.js";
import { openView } from "../cases/view.js";
import { openCase } from "../cases/open-case.js";
import { t } from "../lib/i18n.js";
import { Icon } from "../ui/icon.js";
import { moveIn } from "../ui/roving.js";
import { useDesk } from "../ui/use-desk.js";
import { allGroups, groupsOf, tileOf } from "./groups.js";
import { setScope } from "./scope.js";

const HOVER = 120;

/** The groups: initials and open cases; under the pointer or the focus, names, queues, open and closed today. It overlays the list. */
export function GroupRail() {
  const groups = useDesk(groupsOf);
  const scope = useDesk((state) => state.screen.scope);
  const { ref, open, handlers } = useOpening();
  if (groups.length === 0) return html`<nav class="group-rail" aria-label=${t("groups.label")}></nav>`;
  const all = groups.length > 1 ? [allGroups(groups), ...groups] : groups;
  const current = groups.length > 1 ? scope : groups[0]?.id ?? null;
  const onKeyDown = (/** @type {KeyboardEvent} */ event) => {
    if (event.key === "ArrowRight" || event.key === "ArrowLeft") moveAcross(event);
    else moveIn(event, ref.current, ".group-rail__link");
    if (event.key === "Escape") { event.stopPropagation(); /** @type {HTMLElement | null} */ (document.querySelector('.case-list a.case-card[tabindex="0"], .case-list__scroll'))?.focus(); }
  };
  return html`<nav class=${`group-rail ${open ? "group-rail--open" : ""}`} aria-label=${t("groups.label")} data-testid="group-rail" data-region tabindex="-1">
    <div class="group-rail__panel" ref=${ref} onKeyDown=${onKeyDown} ...${handlers}>
      ${all.map((group) => html`<${Group} key=${group.id ?? "all"} group=${group} count=${groups.length} current=${group.id === current} />`)}
    </div>
  </nav>`;
}

/** @param {{group: import("./groups.js").Group, count: number, current: boolean}} props */
function Group({ group, count, current }) {
  const name = group.id === null ? t("groups.all") : group.name;
  const choose = (/** @type {MouseEvent} */ event) => {
    if (event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    setScope(group.id);
    openCase(null);
  };
  const number = (/** @type {"open" | "closed"} */ kind, /** @type {number} */ value) => html`<button type="button" class=${`group-rail__number group-rail__number--${kind}`} tabindex="-1" data-testid=${`group-${kind}`}
    aria-label=${t(`groups.${kind}`, { count: value, name, mine: group.mine ? "yes" : "no" })} title=${t(`groups.${kind}`, { count: value, name, mine: group.mine ? "yes" : "no" })}
    onClick=${() => { if (group.id !== null) setScope(group.id); void openView({ kind, campaign: group.id, mine: group.mine }); }}><${Icon} name=${kind} size="xs" />${value}</button>`;
  return html`<div class="group-rail__item" data-group=${group.id ?? "all"} aria-current=${current ? "true" : undefined}>
    <a class="group-rail__link" href="/" tabindex=${current ? 0 : -1} aria-current=${current ? "true" : undefined} aria-label=${t("groups.item", { name, open: group.open, closed: group.closed, waiting: group.waiting })} onClick=${choose}>
      <span class="group-rail__tile" aria-hidden="true">${group.id === null ? html`<${Icon} name="workspace" />` : tileOf(group.name)}</span>
      <span class=${`group-rail__count ${group.open === 0 ? "group-rail__count--zero" : ""}`} aria-hidden="true">${group.open}</span>
      <span class="group-rail__text" aria-hidden="true"><span class="group-rail__name">${name}</span><span class="group-rail__sub">${group.id === null ? t("groups.count", { count }) : group.queues.join(", ")}</span></span>
    </a>
    <span class="group-rail__numbers">${number("open", group.open)}${number("closed", group.closed)}</span>
  </div>`;
}

/** Opens 120 ms after the pointer came, and at once for the keyboard. */
function useOpening() {
  const ref = useRef(/** @type {any} */ (null));
  const timer = useRef(/** @type {any} */ (null));
  const [open, setOpen] = useState(false);
  useEffect(() => () => clearTimeout(timer.current), []);
  const later = (/** @type {boolean} */ next, /** @type {number} */ wait) => { clearTimeout(timer.current); timer.current = setTimeout(() => setOpen(next), wait); };
  const held = () => Boolean(ref.current?.matches(":hover") || ref.current?.querySelector(":focus-visible"));
  const handlers = {
    onPointerEnter: (/** @type {PointerEvent} */ event) => { if (event.pointerType !== "touch") later(true, HOVER); },
    onPointerLeave: () => { clearTimeout(timer.current); timer.current = setTimeout(() => setOpen(held()), HOVER); },
    onfocusin: (/** @type {any} */ event) => { if (event.target.matches(":focus-visible")) { clearTimeout(timer.current); setOpen(true); } },
    onfocusout: () => later(false, 0),
  };
  // The focus that moves on inside leaves first and comes again at once.
  useEffect(() => { if (!open && held()) setOpen(true); }, [open]);
  return { ref, open, handlers };
}

/** @param {KeyboardEvent} event between a group and its two counts */
function moveAcross(event) {
  const item = /** @type {HTMLElement} */ (event.target).closest(".group-rail__item");
  if (item) moveIn(event, /** @type {HTMLElement} */ (item), "a, button");
}

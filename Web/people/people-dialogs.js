import { html } from "../vendor/preact-htm.js";
import { useDesk } from "../ui/use-desk.js";
import { BlockDialog } from "./block-dialog.js";
import { EraseDialog } from "./erase-dialog.js";
import { MergePeopleDialog } from "./merge-people-dialog.js";
import { NewPersonDialog } from "./new-person-dialog.js";
import { peopleIn } from "./part.js";
import { PointDialog } from "./point-dialog.js";

/** What asks before it acts on a contact; it came with the module. */
export function PeopleDialogs() {
  const dialog = useDesk((state) => (state.screen.dialog?.kind.startsWith("people.") ? state.screen.dialog : null));
  const contact = useDesk((state) => (dialog?.contact ? peopleIn(state).byId[dialog.contact] : undefined));
  if (dialog?.kind === "people.new") return html`<${NewPersonDialog} />`;
  // Who is being erased is gone from the list before the report is read.
  if (dialog?.kind === "people.erase") return html`<${EraseDialog} key=${dialog.contact} id=${dialog.contact} contact=${contact} />`;
  if (!contact) return null;
  if (dialog?.kind === "people.merge") return html`<${MergePeopleDialog} key=${contact.id} contact=${contact} other=${dialog.other ?? null} />`;
  if (dialog?.kind === "people.point") return html`<${PointDialog} key=${contact.id} contact=${contact} />`;
  return dialog?.kind === "people.block" ? html`<${BlockDialog} contact=${contact} />` : null;
}

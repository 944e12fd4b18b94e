import { html, useEffect, useMemo, useRef, useState } from "../vendor/preact-htm.js";
import { currentTimeZone } from "../lib/format.js";
import { t } from "../lib/i18n.js";
import { openPeople } from "../shell/open-people.js";
import { useDesk } from "../ui/use-desk.js";
import { DuplicatesPage } from "./duplicates-page.js";
import { FilterChips } from "./filter-chips.js";
import { FilterWindow } from "./filter-window.js";
import { ImportPage } from "./import-page.js";
import { filterOf, queryOf, searchOf } from "./people-address.js";
import { PeopleDialogs } from "./people-dialogs.js";
import { PeopleHeader } from "./people-header.js";
import { usePeopleKeys } from "./people-keys.js";
import { PeopleList } from "./people-list.js";
import { PeopleNav } from "./people-nav.js";
import { PersonDrawer } from "./person-drawer.js";
import { useLivePeople, usePeople } from "./use-people.js";

/**
 * The contacts: the list and its filters, one contact beside it, those that may be twice, and imports.
 * @param {{place: string, search: string}} props what the address names, and what the list asks for
 */
export function PeoplePage({ place, search }) {
  const filter = useMemo(() => filterOf(search), [search]);
  const apart = place === "duplicates" || place === "import" || place.startsWith("import/");
  return html`<div class="people" data-testid="people">
    <${PeopleNav} place=${place} filter=${filter} />
    ${place === "duplicates" ? html`<${DuplicatesPage} />` : apart ? html`<${ImportPage} key="import" id=${place.slice("import/".length)} />` : html`<${ListAndPerson} person=${place} filter=${filter} />`}
    <${PeopleDialogs} />
  </div>`;
}

/** @param {{person: string, filter: import("./people-address.js").PeopleFilter}} props */
function ListAndPerson({ person, filter }) {
  const zone = currentTimeZone();
  const scope = useDesk((state) => state.screen.scope);
  const [filters, setFilters] = useState(false);
  const query = queryOf(filter, zone, scope);
  usePeople(query);
  useLivePeople(filter, zone, scope);
  const button = useRef(/** @type {any} */ (null));
  const choose = (/** @type {Partial<typeof filter>} */ more, /** @type {{replace?: boolean}} */ how = {}) => openPeople(person, { search: searchOf({ ...filter, ...more }), ...how });
  const shut = () => { setFilters(false); button.current?.focus(); };
  const toggle = () => { if (filters) shut(); else setFilters(true); };
  usePeopleKeys(toggle);
  // One column at the side: who is opened takes the filters' place, and gives it back.
  useEffect(() => { if (person) setFilters(false); }, [person]);
  return html`<section class="page" aria-label=${t("people.title")} data-region tabindex="-1">
      <${PeopleHeader} filter=${filter} query=${query} choose=${choose} filters=${filters} toggle=${toggle} button=${button} />
      <${FilterChips} filter=${filter} scope=${scope} choose=${choose} />
      <${PeopleList} query=${query} filter=${filter} person=${person} choose=${choose} />
    </section>
    ${filters ? html`<${FilterWindow} filter=${filter} scope=${scope} choose=${choose} close=${shut} />` : person ? html`<${PersonDrawer} key=${person} id=${person} />` : null}`;
}

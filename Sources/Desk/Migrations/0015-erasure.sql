-- What the index on SQLite knows a case by, so that it can be taken out again word by word: the index keeps no text. Entries that it took in before this
-- are not here, and stay in it as words that lead nowhere.
-- sqlite:
create table found_case (seq integer primary key, words text not null);
-- end

-- What taking a bulk's acts back needs to know goes with a case that is erased.
create index bulk_item_case on bulk_item(case_id) where effect <> '';

-- Cases' own fields from before they could be found by them, folded as well as SQL can; each is folded anew when it is written.
-- sqlite:
insert into case_attribute (name, value, case_id)
select a.key, substr(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(
    lower(case a.type when 'true' then 'true' when 'false' then 'false' else cast(a.value as text) end), 'á', 'a'), 'é', 'e'), 'í', 'i'), 'ó', 'o'), 'ú', 'u'),
    'ü', 'u'), 'ñ', 'n'), 'Á', 'a'), 'É', 'e'), 'Í', 'i'), 'Ó', 'o'), 'Ú', 'u'), 'Ü', 'u'), 'Ñ', 'n'), 1, 200), c.id
from cases c, json_each(c.attributes) a where c.attributes <> '{}' and a.type not in ('null', 'array', 'object')
    and not exists (select 1 from case_attribute h where h.case_id = c.id) on conflict do nothing;
-- end
-- postgres:
insert into case_attribute (name, value, case_id)
select a.key, substr(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(
    lower(a.value), 'á', 'a'), 'é', 'e'), 'í', 'i'), 'ó', 'o'), 'ú', 'u'),
    'ü', 'u'), 'ñ', 'n'), 'Á', 'a'), 'É', 'e'), 'Í', 'i'), 'Ó', 'o'), 'Ú', 'u'), 'Ü', 'u'), 'Ñ', 'n'), 1, 200), c.id
from cases c cross join lateral json_each_text(c.attributes::json) a where c.attributes <> '{}' and a.value is not null and left(a.value, 1) not in ('[', '{')
    and not exists (select 1 from case_attribute h where h.case_id = c.id) on conflict do nothing;
-- end

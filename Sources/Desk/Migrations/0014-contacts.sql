-- Lists of contacts by what was changed last, and who matters or is not to be attended. What a contact became: merged into another, or erased.
alter table contact add column updated_at bigint not null default 0;
alter table contact add column vip bigint not null default 0;
alter table contact add column blocked_at bigint not null default 0;
alter table contact add column blocked_by text not null default '';
alter table contact add column blocked_reason text not null default '';
alter table contact add column merged_into text not null default '';
alter table contact add column erased_at bigint not null default 0;
update contact set updated_at = created_at;
create index contact_created on contact(created_at, id);
create index contact_updated on contact(updated_at, id);
create index contact_vip on contact(id) where vip = 1;
create index contact_blocked on contact(id) where blocked_at > 0;
create index contact_merged on contact(merged_into) where merged_into <> '';
create index contact_campaign_campaign on contact_campaign(campaign_id, contact_id);

-- The attributes of contacts one by one, so that those of a value are found. Beside them the row keeps them whole.
create table contact_value (
-- sqlite:
    field text not null, value text not null,
-- end
-- postgres:
    field text collate "C" not null, value text collate "C" not null,
-- end
    contact_id text not null references contact(id), primary key (field, value, contact_id)
);
create index contact_value_contact on contact_value(contact_id);
-- sqlite:
insert into contact_value (field, value, contact_id)
select a.key, case a.type when 'true' then 'true' when 'false' then 'false' else substr(cast(a.value as text), 1, 200) end, k.id
from contact k, json_each(k.attributes) a where k.attributes <> '{}';
-- end
-- postgres:
insert into contact_value (field, value, contact_id)
select a.key, substr(a.value, 1, 200), k.id from contact k cross join lateral json_each_text(k.attributes::json) a where k.attributes <> '{}';
-- end

-- Two contacts that became one, and what taking it back restores: `data` holds what each was and what moved, as JSON, until that time is over.
create table contact_merge (
    id text primary key, kept_id text not null references contact(id), gone_id text not null references contact(id), at bigint not null,
    author text not null, until bigint not null, data text not null, undone_at bigint not null default 0
);
create index contact_merge_kept on contact_merge(kept_id, at, id);
create index contact_merge_gone on contact_merge(gone_id, at, id);

-- A file of contacts: its rows stand in the attachment store as lines, and `place` is how far the job has read them.
create table contact_import (
    id text primary key, author text not null, created_at bigint not null, name text not null, format text not null, encoding text not null,
    state text not null, sha256 text not null, size bigint not null, headings text not null, sample text not null, total bigint not null,
    plan text not null default '', place bigint not null default 0, done bigint not null default 0, created bigint not null default 0,
    updated bigint not null default 0, skipped bigint not null default 0, failed bigint not null default 0, started_at bigint not null default 0,
    finished_at bigint not null default 0, source text not null, reason text not null default ''
);
create index contact_import_author on contact_import(author, created_at, id);
create table contact_import_error (
    import_id text not null references contact_import(id), row_number bigint not null, place bigint not null, heading text not null,
    value text not null, code text not null, message text not null, primary key (import_id, row_number, place)
);

-- A person's data taken away: how far that is, and what was removed, by kind.
create table erasure (
    id text primary key, contact_id text not null references contact(id), author text not null, at bigint not null, state text not null,
    place text not null default '', keys text not null default '[]', report text not null default '{}', finished_at bigint not null default 0
);
create unique index erasure_contact on erasure(contact_id);

-- What a person is beyond name, code and notes. `birth_date` is YYYY-MM-DD; `attributes` an object of the fields that campaigns define, by the
-- field's id; `labels` ids of its labels as a JSON array, for the row, while `contact_labelled` finds the contacts of a label.
alter table contact add column document_kind text not null default '';
alter table contact add column address text not null default '';
alter table contact add column birth_date text not null default '';
alter table contact add column language text not null default '';
alter table contact add column executive text not null default '';
alter table contact add column attributes text not null default '{}';
alter table contact add column labels text not null default '[]';
-- The code's letters and digits alone: however a document is written, it belongs to one contact. Who had it first keeps the key.
alter table contact add column code_key text;
update contact set code_key = lower(replace(replace(replace(code, ' ', ''), '-', ''), '.', '')) where id in (
    select min(id) from contact where code is not null group by lower(replace(replace(replace(code, ' ', ''), '-', ''), '.', '')));
create unique index contact_code_key on contact(code_key);
-- Mail addresses of one local part are a stretch of an index, whatever the database's own order of letters.
-- postgres:
alter table contact_point alter column value type text collate "C";
-- end

create table contact_label (
    id text primary key, name text not null, folded text not null, color text not null default '', created_at bigint not null,
    archived_at bigint not null default 0
);
create unique index contact_label_folded on contact_label(folded) where archived_at = 0;
create table contact_labelled (
    contact_id text not null references contact(id), label_id text not null references contact_label(id), primary key (contact_id, label_id)
);
create index contact_labelled_label on contact_labelled(label_id, contact_id);

-- What a customer owns. `type` is the id of a product type of one of the campaigns that know them; the price a decimal and its currency.
create table product (
    id text primary key, contact_id text not null references contact(id), type text not null default '', name text not null,
    reference text not null default '', status text not null default '', price text not null default '', currency text not null default '',
    attributes text not null default '{}', created_at bigint not null, version bigint not null default 1
);
create index product_contact on product(contact_id, created_at, id);

-- The fields that a campaign asks of its contacts and of its cases, and the types of what its customers own: judged lists as JSON.
alter table campaign add column contact_fields text not null default '[]';
alter table campaign add column case_fields text not null default '[]';
alter table campaign add column product_types text not null default '[]';
alter table cases add column attributes text not null default '{}';

-- One act for many cases, as its author asked for it. `state`: preparing, running, done, cancelled, failed. `done` and `failed` count the cases that it is
-- over for, `reached` says how far the preparing has come, `told_at` when its author last heard of it. This row changes with each case: what was asked for
-- is long, and stands apart. `code` and `detail` say why it failed.
create table bulk (
    id text primary key, author text not null references users(id), digest text not null, state text not null default 'preparing',
    total bigint not null default 0, done bigint not null default 0, failed bigint not null default 0, expected bigint not null default -1,
    reached text not null default '', code text not null default '', detail text not null default '', undoes text not null default '',
    undone_by text not null default '', created_at bigint not null, started_at bigint not null default 0, finished_at bigint not null default 0,
    told_at bigint not null default 0
);
create index bulk_author on bulk(author, created_at, id);
create index bulk_live on bulk(author) where state in ('preparing', 'running');
create index bulk_created on bulk(created_at);
create table bulk_request (bulk_id text primary key references bulk(id), action text not null, selection text not null);

-- The cases that it is for, frozen before the first of them is touched. `key` names a case once: its id, or what was asked for where its author sees no such
-- case. `state`: waiting, done, failed. `effect` is what taking it back needs to know.
create table bulk_item (
    bulk_id text not null references bulk(id), place bigint not null, key text not null, case_id text not null default '', number bigint not null default 0,
    state text not null default 'waiting', code text not null default '', detail text not null default '', effect text not null default '',
    at bigint not null default 0, primary key (bulk_id, place)
);
create unique index bulk_item_key on bulk_item(bulk_id, key);
create index bulk_item_state on bulk_item(bulk_id, state, place);

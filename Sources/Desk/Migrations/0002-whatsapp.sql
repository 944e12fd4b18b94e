-- Messages: who reacted, what an unknown quoted message said, and the line's channel (a case may hold several lines of one customer).
alter table message add column reactions text not null default '[]';
alter table message add column quote text not null default '';
alter table message add column channel text not null default '';
update message set channel = coalesce((select a.channel from channel_account a where a.id = message.account_id), '');

-- Until when the customer's last message lets us write freely; 0 where the channel has no such window.
alter table cases add column window_ends bigint not null default 0;

-- `route` is how the provider itself writes the address (a Brazilian number may lack its ninth digit there). An alias is another name of the
-- same customer (WhatsApp's user id beside the phone): it holds no cases of its own.
alter table contact_point add column route text not null default '';
alter table contact_point add column alias_of text references contact_point(id);
create index contact_point_alias on contact_point(alias_of) where alias_of is not null;

-- Every signed delivery of a provider, as it came: first row of its transaction.
create table journal (
    id text primary key, account_id text not null references channel_account(id), at bigint not null, body bytea not null,
    headers text not null default '[]', state text not null, items bigint not null default 0, summary text not null default '',
    failures text not null default '[]'
);
create index journal_account on journal(account_id, at, id);
create index journal_state on journal(state, at, id);

-- What customers reacted, once per delivery id, also before the message they reacted to has come.
create table reaction (
    account_id text not null, provider_id text not null, target text not null, emoji text not null, at bigint not null, place text not null,
    name text not null default '', primary key (account_id, provider_id)
);
create index reaction_target on reaction(account_id, target, at, place);

-- Times are milliseconds UTC; 0 stands for "none" where a column is sorted or compared.
create table setting (name text primary key, value text not null);

create table users (
    id text primary key, email text not null unique, name text not null, role text not null, password_hash text not null default '',
    locale text not null default 'es', theme text not null default 'system', created_at bigint not null, archived_at bigint not null default 0,
    failures bigint not null default 0, failed_at bigint not null default 0
);
create table session (
    id text primary key, token_hash text not null unique, user_id text not null references users(id), created_at bigint not null,
    seen_at bigint not null, expires_at bigint not null, address text not null, client text not null
);
create index session_by_user on session(user_id, created_at);
create index session_expires on session(expires_at);
create table token (
    id text primary key, token_hash text not null unique, user_id text not null references users(id), name text not null, scopes text not null,
    created_at bigint not null, revoked_at bigint not null default 0
);
create index token_user on token(user_id, created_at);
create table audit (id text primary key, at bigint not null, author text not null, act text not null, target text not null, data text not null default '{}');
create index audit_at on audit(at);
create index audit_target on audit(target, at);

create table campaign (
    id text primary key, slug text not null unique, name text not null, preset text not null, policy text not null,
    created_at bigint not null, archived_at bigint not null default 0
);
create table queue (
    id text primary key, slug text not null unique, name text not null, campaign_id text not null references campaign(id),
    created_at bigint not null, archived_at bigint not null default 0, looked_at bigint not null default 0
);
create table queue_member (
    queue_id text not null references queue(id), user_id text not null references users(id), primary key (queue_id, user_id)
);
create index queue_member_user on queue_member(user_id, queue_id);
create table channel_account (
    id text primary key, slug text not null unique, channel text not null, alias text not null, address text not null default '',
    campaign_id text not null references campaign(id), queue_id text not null references queue(id), settings text not null default '{}',
    secret bytea, created_at bigint not null, archived_at bigint not null default 0
);

create table agent (
    user_id text primary key references users(id), state text not null default 'offline', reason text not null default '', since bigint not null,
    capacity bigint not null default 5, load bigint not null default 0, routed_at bigint not null default 0, missed bigint not null default 0,
    absent_since bigint not null default 0, version bigint not null default 0
);
create index agent_present on agent(user_id) where state <> 'offline';
create table agent_state (
    id text primary key, user_id text not null references users(id), at bigint not null, state text not null, reason text not null, author text not null
);
create index agent_state_user on agent_state(user_id, at);
create table break_reason (id text primary key, name text not null, archived_at bigint not null default 0);
create table presence (node text primary key, agents text not null, expires_at bigint not null);

create table contact (
    id text primary key, name text not null, folded text not null, code text, notes text not null default '', created_at bigint not null,
    version bigint not null default 1
);
create unique index contact_code on contact(code);
-- postgres:
alter table contact alter column folded type text collate "C";
-- end
create index contact_folded on contact(folded, id);
-- Every word a contact is found by, folded: of names, codes, addresses, and the ends of telephone numbers. Compared bytewise.
create table contact_word (
-- sqlite:
    word text not null,
-- end
-- postgres:
    word text collate "C" not null,
-- end
    contact_id text not null references contact(id), primary key (word, contact_id)
);
create index contact_word_contact on contact_word(contact_id);
create table contact_campaign (
    contact_id text not null references contact(id), campaign_id text not null references campaign(id), created_at bigint not null,
    primary key (contact_id, campaign_id)
);
create table contact_point (
    id text primary key, kind text not null, value text not null, display text not null, name text not null default '',
    contact_id text references contact(id), created_at bigint not null, touched_at bigint not null
);
create unique index contact_point_value on contact_point(kind, value);
create index contact_point_contact on contact_point(contact_id, created_at);

-- sqlite:
create table cases (
    number integer not null,
-- end
-- postgres:
create sequence case_number;
create table cases (
    number bigint not null default nextval('case_number'),
-- end
    id text primary key, version bigint not null, state text not null, campaign_id text not null references campaign(id),
    queue_id text not null references queue(id), account_id text not null references channel_account(id), channel text not null,
    contact_id text references contact(id), point_id text not null references contact_point(id), agent_id text references users(id),
    visibility text not null, scope_key text, birth_scope text not null,
    created_at bigint not null, updated_at bigint not null, queued_at bigint not null, offered_at bigint not null default 0,
    deadline bigint not null default 0, opened_at bigint not null default 0, closed_at bigint not null default 0,
    closed_by text references users(id), changed_at bigint not null, changed_by text not null, orphaned_at bigint not null default 0,
    unread_since bigint not null default 0, unread_count bigint not null default 0,
    last_message_at bigint not null default 0, last_inbound_at bigint not null default 0, newest_message text not null default '',
    preview_kind text not null default '', preview_text text not null default '', preview_direction text not null default '',
    preview_author text not null default '', preview_status text not null default '', preview_call text not null default '',
    transferred bigint not null default 0, escalated bigint not null default 0, flagged bigint not null default 0, outside_hours bigint not null default 0
);
create unique index cases_number on cases(number);
create unique index cases_scope on cases(scope_key) where state <> 'closed' and scope_key is not null;
create index cases_queue on cases(queue_id, state, created_at, number);
create index cases_queue_updated on cases(queue_id, state, updated_at, number);
create index cases_campaign on cases(campaign_id, state, created_at, number);
create index cases_state on cases(state, created_at, number);
create index cases_waiting on cases(queue_id, queued_at, number) where state = 'queued';
create index cases_agent on cases(agent_id, state, created_at, number);
create index cases_wide on cases(visibility, state, created_at, number) where visibility in ('queue', 'campaign', 'everyone');
create index cases_closer on cases(closed_by, closed_at, number);
create index cases_contact on cases(contact_id, created_at, number);
create index cases_point on cases(point_id, created_at, number);
create index cases_deadline on cases(deadline) where state = 'offered' and deadline > 0;
create index cases_orphaned on cases(orphaned_at) where orphaned_at > 0;
create index cases_birth on cases(birth_scope, number) where state <> 'closed' and scope_key is null;
create table case_missed (case_id text not null references cases(id), agent_id text not null references users(id), primary key (case_id, agent_id));
create table case_seen (case_id text not null references cases(id), user_id text not null references users(id), message_at bigint not null, primary key (case_id, user_id));

create table message (
    id text primary key, case_id text not null references cases(id), account_id text not null, point_id text not null, version bigint not null,
    kind text not null, direction text not null, author_kind text not null, author_id text not null default '', author_name text not null default '',
    body text not null default '', data text not null default '', status text not null default '', reason text not null default '',
    at bigint not null, place bigint not null, provider_id text, reply_to text not null default '', attachments text not null default '[]',
    attempt bigint not null default 0
);
create index message_case on message(case_id, at, place);
create unique index message_provider on message(account_id, provider_id) where provider_id is not null;
create index message_outbox on message(account_id, at, id) where direction = 'out';
create index message_point on message(point_id, at, place);
create table attempt (
    message_id text not null references message(id), number bigint not null, at bigint not null, status text not null, reason text not null default '',
    provider_id text not null default '', primary key (message_id, number)
);
create table provider_message (
    account_id text not null, provider_id text not null, message_id text not null default '', attempt bigint not null default 0,
    primary key (account_id, provider_id)
);
create table receipt (
    account_id text not null, provider_id text not null, status text not null, at bigint not null, reason text not null default '',
    primary key (account_id, provider_id, status)
);
create table draft (
    user_id text not null references users(id), case_id text not null references cases(id), kind text not null, body text not null,
    attachments text not null default '[]', updated_at bigint not null, primary key (user_id, case_id, kind)
);
create table attachment (
    id text primary key, sha256 text not null, size bigint not null, type text not null, name text not null, owner text not null,
    created_at bigint not null, case_id text references cases(id), state text not null default 'stored', source text not null default ''
);
create index attachment_sha on attachment(sha256);
create index attachment_case on attachment(case_id);

create table event (
-- sqlite:
    id integer primary key, xid bigint not null default 0,
-- end
-- postgres:
    id bigint generated always as identity primary key, xid xid8 not null default pg_current_xact_id(),
-- end
    epoch bigint not null, at bigint not null, kind text not null, case_id text not null default '', version bigint not null default 0,
    author text not null, before text not null default '', after text not null default '', recipient text not null default '',
    card text not null default '', preview text not null default '', message text not null default '', data text not null default ''
);
create index event_case on event(case_id, version) where case_id <> '';
-- postgres:
create index event_xid on event(epoch, xid, id);
-- end

create table job (
-- sqlite:
    id integer primary key,
-- end
-- postgres:
    id bigint generated always as identity primary key,
-- end
    kind text not null, lane text not null, data text not null, run_at bigint not null, attempts bigint not null default 0,
    lease_until bigint not null default 0, created_at bigint not null
);
create index job_due on job(run_at);
create index job_lane on job(lane, id);

create table counter (name text primary key, n bigint not null);
-- postgres:
create table counter_delta (id bigint generated always as identity primary key, name text not null, n bigint not null);
create index counter_delta_name on counter_delta(name);
-- end

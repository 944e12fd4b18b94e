-- To whom by name, what came of it, and what taking it back restores. `state`: pending, accepted, declined, returned, undone, closed. Whoever opened
-- the case at last is `accepted_by`, also after the one it was meant for declined it or was too late.
alter table transfer add column to_agent text not null default '';
alter table transfer add column state text not null default 'pending';
alter table transfer add column settled_at bigint not null default 0;
alter table transfer add column accepted_at bigint not null default 0;
alter table transfer add column accepted_by text not null default '';
alter table transfer add column from_state text not null default 'open';
alter table transfer add column queued_at bigint not null default 0;
alter table transfer add column opened_at bigint not null default 0;
-- The outcome form that its agent had filled before it.
alter table transfer add column disposition text not null default '';
update transfer set accepted_at = coalesce((select min(e.at) from event e where e.case_id = transfer.case_id and e.kind = 'case.accepted' and e.at >= transfer.at), 0);
update transfer set state = 'accepted', settled_at = accepted_at where accepted_at > 0;
update transfer set state = 'closed', settled_at = coalesce((select c.closed_at from cases c where c.id = transfer.case_id), at)
where state = 'pending' and exists (select 1 from cases c where c.id = transfer.case_id and c.state = 'closed');
drop index transfer_case;
create index transfer_case on transfer(case_id, at, id);
create index transfer_at on transfer(at, id);

-- What somebody keeps of a case that they passed on: its row as it stood then, and the conversation up to there. After a merge those messages stand
-- in another case, at other places.
create table attended (
    user_id text not null references users(id), case_id text not null references cases(id), at bigint not null, version bigint not null,
    face text not null, preview text not null, source_id text not null, first_place bigint not null, last_place bigint not null,
    primary key (user_id, case_id)
);
create index attended_user on attended(user_id, at, case_id);
create index attended_source on attended(source_id);

-- Hours of the customer's silence that close it, by its campaign's policy (0: none); when the next act of that is due, and whether its agent was warned.
alter table cases add column silence_hours bigint not null default 0;
alter table cases add column silence_at bigint not null default 0;
alter table cases add column silence_warned bigint not null default 0;
create index cases_silence on cases(state, silence_at) where silence_at > 0;

-- Cases merged into one are found by it, and by the scope in which they were born: a customer who writes there reaches it.
create index cases_merged on cases(merged_into) where merged_into <> '';
create index cases_merged_scope on cases(birth_scope, number) where merged_into <> '';

-- `followUp`: the case goes on with what the other one was about.
create table case_relation (
    case_id text not null references cases(id), other_id text not null references cases(id), kind text not null, at bigint not null,
    primary key (case_id, other_id)
);
create index case_relation_other on case_relation(other_id, case_id);

-- A link to read a case without signing in. Of its secret only the hash is kept.
create table case_link (
    case_id text primary key references cases(id), token_hash text not null unique, author text not null, created_at bigint not null, expires_at bigint not null
);
create index case_link_expires on case_link(expires_at);

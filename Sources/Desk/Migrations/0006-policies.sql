-- What the policy of a case's campaign says about the row itself, kept beside it as its visibility is.
alter table cases add column preview_rule text not null default 'any';
alter table cases add column makes_busy bigint not null default 0;
-- What it weighs against an agent's capacity, the skills it asks for, and both as one word: weight, colon, skills by name. Priority: 0 critical to 3 low.
alter table cases add column weight bigint not null default 1;
alter table cases add column skills text not null default '';
alter table cases add column lane text not null default '1:';
alter table cases add column priority bigint not null default 2;
alter table cases add column type text not null default '';
-- Ids of its tags as a JSON array, for the row; `case_tag` finds the cases of a tag.
alter table cases add column tags text not null default '[]';
-- Channels it has used, in their order, as a JSON array, and those of its last message and last inbound message.
alter table cases add column channels text not null default '[]';
alter table cases add column last_channel text not null default '';
alter table cases add column inbound_channel text not null default '';
update cases set channels = '["' || channel || '"]', last_channel = channel, inbound_channel = channel;
-- A snoozed case wakes by then (0: only the customer wakes it), and why it waits; who asked a supervisor for help, as JSON.
alter table cases add column wake_at bigint not null default 0;
alter table cases add column waiting_reason text not null default '';
alter table cases add column escalation text not null default '';
-- Since when everybody on duty has missed it; whether it came by overflow in this round.
alter table cases add column unanswered_at bigint not null default 0;
alter table cases add column overflowed bigint not null default 0;

drop index cases_waiting;
create index cases_waiting on cases(queue_id, lane, priority, queued_at, number) where state = 'queued';
create index cases_line on cases(queue_id, priority, queued_at, number) where state = 'queued';
-- The state stands in each index of deadlines: without it SQLite takes the one of all states, and sorts what it finds.
create index cases_wake on cases(state, wake_at) where wake_at > 0;
drop index cases_deadline;
create index cases_deadline on cases(state, deadline) where deadline > 0;
drop index cases_bot_deadline;
create index cases_bot_deadline on cases(state, bot_deadline) where bot_deadline > 0;
drop index cases_orphaned;
create index cases_orphaned on cases(campaign_id, orphaned_at) where orphaned_at > 0;
create index cases_handled on cases(queue_id, closed_at) where state = 'closed' and opened_at > 0;

-- Every lane but '1:' that a case of a queue ever had.
create table queue_lane (queue_id text not null references queue(id), lane text not null, primary key (queue_id, lane));

alter table campaign add column types text not null default '[]';
alter table break_reason add column paid bigint not null default 0;

-- Why routing decided so.
alter table event add column trace text not null default '';

create table tag (id text primary key, name text not null, folded text not null, color text not null default '', created_at bigint not null, archived_at bigint not null default 0);
create unique index tag_folded on tag(folded) where archived_at = 0;
create table case_tag (case_id text not null references cases(id), tag_id text not null references tag(id), primary key (case_id, tag_id));
create index case_tag_tag on case_tag(tag_id, case_id);

alter table agent add column skills text not null default '';
create table agent_skill (user_id text not null references users(id), skill text not null, primary key (user_id, skill));
create index agent_skill_skill on agent_skill(skill, user_id);

create table transfer (
    id text primary key, case_id text not null references cases(id), at bigint not null, author text not null, from_queue text not null,
    from_campaign text not null, from_agent text not null default '', to_queue text not null, to_campaign text not null,
    reason text not null default '', note text not null default ''
);
create index transfer_case on transfer(case_id, at);

-- When wrap-up ends by itself; since when no seat of theirs changed; a throw for the strategy `random`.
alter table agent add column until bigint not null default 0;
alter table agent add column idle_since bigint not null default 0;
alter table agent add column dice bigint not null default 0;
create index agent_until on agent(until) where until > 0;
update agent set idle_since = since;

-- Who of a queue is free, by each strategy's order: a copy of the agent's row that the database keeps itself, so that no look at
-- a queue reads more of it than it offers.
alter table queue_member add column room bigint not null default 0;
alter table queue_member add column duty bigint not null default 0;
alter table queue_member add column load bigint not null default 0;
alter table queue_member add column routed_at bigint not null default 0;
alter table queue_member add column idle_since bigint not null default 0;
alter table queue_member add column dice bigint not null default 0;
create index queue_member_fewest on queue_member(queue_id, load, routed_at, user_id) where room > 0;
create index queue_member_turn on queue_member(queue_id, routed_at, user_id) where room > 0;
create index queue_member_idle on queue_member(queue_id, idle_since, user_id) where room > 0;
create index queue_member_dice on queue_member(queue_id, dice, user_id) where room > 0;
create index queue_member_duty on queue_member(queue_id, user_id) where duty = 1;
-- sqlite:
create trigger agent_seat after update of state, load, capacity, routed_at, idle_since, dice on agent begin
    update queue_member set load = new.load, routed_at = new.routed_at, idle_since = new.idle_since, dice = new.dice,
        room = case when new.state = 'available' then max(new.capacity - new.load, 0) else 0 end,
        duty = case when new.state in ('available', 'busy', 'wrapUp') then 1 else 0 end
    where user_id = new.user_id;
end;
create trigger member_seat after insert on queue_member begin
    update agent set load = load where user_id = new.user_id;
end;
-- end
-- postgres:
create function agent_seat() returns trigger language plpgsql as $$ begin
    update queue_member set load = new.load, routed_at = new.routed_at, idle_since = new.idle_since, dice = new.dice,
        room = case when new.state = 'available' then greatest(new.capacity - new.load, 0) else 0 end,
        duty = case when new.state in ('available', 'busy', 'wrapUp') then 1 else 0 end
    where user_id = new.user_id;
    return null;
end $$;
create trigger agent_seat after update of state, load, capacity, routed_at, idle_since, dice on agent for each row execute function agent_seat();
create function member_seat() returns trigger language plpgsql as $$ begin
    update agent set load = load where user_id = new.user_id;
    return null;
end $$;
create trigger member_seat after insert on queue_member for each row execute function member_seat();
-- end
update agent set load = load;

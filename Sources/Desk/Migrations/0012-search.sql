-- Every message ever can be found by its words. `found` is its number in the index, growing in the order in which they came; 0 where it has no words,
-- and until an old one was indexed: those take the numbers below the first new one.
alter table message add column found bigint not null default 0;
create unique index message_found on message(found) where found > 0;

-- What a case itself is found by: its customer, description, type, outcome and tags, one entry of the same index. A new one when they change: the one
-- before leads nowhere.
alter table cases add column found bigint not null default 0;
create unique index cases_found on cases(found) where found > 0;

-- Words of messages that the index has not taken in yet, looked through one by one: written with their message, folded in by a timer. `was` is the mark
-- of the queue under which the index knows the message already, while its case went to another.
create table message_fresh (
-- sqlite:
    seq integer primary key,
-- end
-- postgres:
    seq bigint primary key,
-- end
    words text not null, was text not null default ''
);
-- The index itself holds words and the queue's mark only, no text: what is shown is read from the message.
-- sqlite:
create virtual table message_words using fts5(words, content='', columnsize=0, detail=full, tokenize='ascii');
-- end
-- postgres:
create sequence message_seq;
create table message_words (seq bigint primary key, words tsvector not null);
create index message_words_gin on message_words using gin (words) with (fastupdate = off);
-- end
-- Every word of the index: beginnings of words are looked up here.
-- sqlite:
create table found_word (word text primary key) without rowid;
-- end
-- postgres:
create table found_word (word text collate "C" primary key);
-- end

-- In which queues somebody holds or closed cases, or once did: what they may see beyond the queues that they are in.
create table worked_in (user_id text not null, queue_id text not null, primary key (user_id, queue_id));
insert into worked_in (user_id, queue_id)
select agent_id, queue_id from cases where agent_id is not null union select closed_by, queue_id from cases where closed_by is not null;
-- sqlite:
create trigger cases_worked_new after insert on cases when new.agent_id is not null or new.closed_by is not null begin
    insert into worked_in (user_id, queue_id) select new.agent_id, new.queue_id
        where new.agent_id is not null and not exists (select 1 from worked_in w where w.user_id = new.agent_id and w.queue_id = new.queue_id);
    insert into worked_in (user_id, queue_id) select new.closed_by, new.queue_id
        where new.closed_by is not null and not exists (select 1 from worked_in w where w.user_id = new.closed_by and w.queue_id = new.queue_id);
end;
create trigger cases_worked after update of agent_id, closed_by, queue_id on cases when new.agent_id is not null or new.closed_by is not null begin
    insert into worked_in (user_id, queue_id) select new.agent_id, new.queue_id
        where new.agent_id is not null and not exists (select 1 from worked_in w where w.user_id = new.agent_id and w.queue_id = new.queue_id);
    insert into worked_in (user_id, queue_id) select new.closed_by, new.queue_id
        where new.closed_by is not null and not exists (select 1 from worked_in w where w.user_id = new.closed_by and w.queue_id = new.queue_id);
end;
-- end
-- postgres:
create function note_worked() returns trigger language plpgsql as $body$
begin
    if new.agent_id is not null and not exists (select 1 from worked_in w where w.user_id = new.agent_id and w.queue_id = new.queue_id) then
        insert into worked_in (user_id, queue_id) values (new.agent_id, new.queue_id) on conflict do nothing;
    end if;
    if new.closed_by is not null and not exists (select 1 from worked_in w where w.user_id = new.closed_by and w.queue_id = new.queue_id) then
        insert into worked_in (user_id, queue_id) values (new.closed_by, new.queue_id) on conflict do nothing;
    end if;
    return null;
end
$body$;
create trigger cases_worked_new after insert on cases for each row
    when (new.agent_id is not null or new.closed_by is not null) execute function note_worked();
create trigger cases_worked after update of agent_id, closed_by, queue_id on cases for each row
    when (new.agent_id is not null or new.closed_by is not null) execute function note_worked();
-- end

-- Where the look through what is older stands: the message's id, then the case's number, down to which it came. Gone when it is done.
insert into setting (name, value) select 'search.backlog', 'messages ~ -' from (select count(*) as n from cases) t where t.n > 0;
-- The numbers up to here are kept for it, counted down from the last: one for each message and case there is.
insert into setting (name, value) select 'search.base', cast((select count(*) from message) + (select count(*) from cases) as text);
insert into setting (name, value) select 'search.left', s.value from setting s where s.name = 'search.base';
-- postgres:
select setval('message_seq', (select cast(value as bigint) + 1 from setting where name = 'search.base'), false);
-- end

-- The bot that has a case must answer by then; 0 while it owes nothing. A live call's JSON, and when it counts as over without another word.
alter table cases add column bot_deadline bigint not null default 0;
alter table cases add column live_call text not null default '';
alter table cases add column call_until bigint not null default 0;
create index cases_bot_deadline on cases(bot_deadline) where state = 'bot' and bot_deadline > 0;
create index cases_bot_account on cases(account_id, created_at, number) where state = 'bot';
create index cases_call_until on cases(call_until) where call_until > 0;

alter table users add column preferences text not null default '{}';

create table quick_reply (
    id text primary key, campaign_id text references campaign(id), shortcut text not null, title text not null, body text not null,
    created_at bigint not null, archived_at bigint not null default 0
);
create unique index quick_reply_shortcut on quick_reply(coalesce(campaign_id, ''), shortcut) where archived_at = 0;

-- How long a break may last, in minutes; 0 where nobody says. The agent's screen warns past it.
alter table break_reason add column minutes bigint not null default 0;

-- The primary field's value and the kind (final, nonFinal, spam) of the newest disposition; what a merged case became; what it is about.
alter table cases add column outcome text not null default '';
alter table cases add column outcome_code text not null default '';
alter table cases add column merged_into text not null default '';
alter table cases add column description text not null default '';
-- The campaigns a supervisor is limited to, by id; empty: none.
alter table users add column led text not null default '';

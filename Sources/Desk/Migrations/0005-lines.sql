-- The lines and addresses that a case's conversation went by besides the case's own: few cases have any.
create table case_line (
    case_id text not null references cases(id), account_id text not null, point_id text not null, primary key (case_id, account_id, point_id)
);
insert into case_line (case_id, account_id, point_id)
select distinct m.case_id, m.account_id, m.point_id from message m join cases c on c.id = m.case_id
where m.direction in ('in', 'out') and (m.account_id <> c.account_id or m.point_id <> c.point_id);
-- Nobody reads it: routing locks queues by their advisory lock.
alter table queue drop column looked_at;

-- What lists are filtered and sorted by. Text keys are folded by Swift's Text.fold and compared bytewise; 0 and '' stand for none.
alter table cases add column subject text not null default '';
-- When somebody is to come back to it, who, and why; 0 for never.
alter table cases add column follow_up_at bigint not null default 0;
alter table cases add column follow_up_owner text not null default '';
alter table cases add column follow_up_note text not null default '';
-- By when its next answer is due, and since when that clock runs.
alter table cases add column sla_due bigint not null default 0;
alter table cases add column sla_since bigint not null default 0;
-- sqlite:
alter table cases add column subject_key text not null default '';
-- The customer as the card names them, folded: the contact's name, else the address's name, else the address.
alter table cases add column from_key text not null default '';
alter table contact_point add column folded text not null default '';
-- end
-- postgres:
alter table cases add column subject_key text collate "C" not null default '';
alter table cases add column from_key text collate "C" not null default '';
alter table contact_point add column folded text collate "C" not null default '';
-- end

-- Whose customer is called what is kept by the database: contacts, addresses and cases change it in many places.
-- sqlite:
create trigger case_from after insert on cases begin
    update cases set from_key = substr(coalesce(nullif((select k.folded from contact k where k.id = new.contact_id), ''),
        (select p.folded from contact_point p where p.id = new.point_id), ''), 1, 100) where id = new.id;
end;
create trigger case_whose after update of contact_id, point_id on cases when old.contact_id is not new.contact_id or old.point_id <> new.point_id begin
    update cases set from_key = substr(coalesce(nullif((select k.folded from contact k where k.id = new.contact_id), ''),
        (select p.folded from contact_point p where p.id = new.point_id), ''), 1, 100) where id = new.id;
end;
create trigger contact_called after update of folded on contact when old.folded <> new.folded begin
    update cases set from_key = substr(coalesce(nullif(new.folded, ''), (select p.folded from contact_point p where p.id = cases.point_id), ''), 1, 100)
    where contact_id = new.id;
end;
create trigger point_called after update of folded on contact_point when old.folded <> new.folded begin
    update cases set from_key = substr(new.folded, 1, 100) where point_id = new.id
        and (contact_id is null or exists (select 1 from contact k where k.id = cases.contact_id and k.folded = ''));
end;
-- end
-- postgres:
create function case_from() returns trigger language plpgsql as $$ begin
    new.from_key := substr(coalesce(nullif((select k.folded from contact k where k.id = new.contact_id), ''),
        (select p.folded from contact_point p where p.id = new.point_id), ''), 1, 100);
    return new;
end $$;
create trigger case_from before insert on cases for each row execute function case_from();
create trigger case_whose before update of contact_id, point_id on cases for each row
    when (old.contact_id is distinct from new.contact_id or old.point_id <> new.point_id) execute function case_from();
create function contact_called() returns trigger language plpgsql as $$ begin
    update cases set from_key = substr(coalesce(nullif(new.folded, ''), (select p.folded from contact_point p where p.id = cases.point_id), ''), 1, 100)
    where contact_id = new.id;
    return null;
end $$;
create trigger contact_called after update of folded on contact for each row when (old.folded <> new.folded) execute function contact_called();
create function point_called() returns trigger language plpgsql as $$ begin
    update cases set from_key = substr(new.folded, 1, 100) where point_id = new.id
        and (contact_id is null or exists (select 1 from contact k where k.id = cases.contact_id and k.folded = ''));
    return null;
end $$;
create trigger point_called after update of folded on contact_point for each row when (old.folded <> new.folded) execute function point_called();
-- end
-- Older addresses are folded as well as SQL can; each is folded anew when its customer writes.
update contact_point set folded = replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(
    lower(case when name = '' then display else name end), 'á', 'a'), 'é', 'e'), 'í', 'i'), 'ó', 'o'), 'ú', 'u'), 'ü', 'u'), 'ñ', 'n'),
    'Á', 'a'), 'É', 'e'), 'Í', 'i'), 'Ó', 'o'), 'Ú', 'u'), 'Ü', 'u'), 'Ñ', 'n');
update cases set from_key = substr(coalesce(nullif((select k.folded from contact k where k.id = cases.contact_id), ''),
    (select p.folded from contact_point p where p.id = cases.point_id), ''), 1, 100);

-- A case's own fields by their values, folded: `cases.attributes` is for the row.
create table case_attribute (
-- sqlite:
    name text not null, value text not null,
-- end
-- postgres:
    name text collate "C" not null, value text collate "C" not null,
-- end
    case_id text not null references cases(id), primary key (name, value, case_id)
);
create index case_attribute_case on case_attribute(case_id);

-- Every list is a walk along one of these. Most hold few rows: each full one costs every write.
create index cases_updated on cases(state, updated_at, number);
create index cases_customer on cases(state, last_inbound_at, number);
create index cases_from on cases(state, from_key, number);
create index cases_account on cases(account_id, created_at, number);
create index cases_subject on cases(state, subject_key, number) where subject_key <> '';
create index cases_priority on cases(state, priority, created_at, number) where priority <> 2;
create index cases_unread on cases(unread_since, number) where unread_count > 0;
create index cases_flagged on cases(created_at, number) where flagged = 1;
create index cases_wait on cases(state, queued_at, number) where state in ('queued', 'offered');
create index cases_follow_up on cases(follow_up_at, number) where follow_up_at > 0;
create index cases_sla on cases(sla_due, number) where sla_due > 0;
create index cases_sla_since on cases(sla_since, number) where sla_since > 0;
create index cases_type on cases(type, number) where type <> '';
create index cases_outcome on cases(outcome, number) where outcome <> '';
create index cases_transferred on cases(created_at, number) where transferred = 1;
create index cases_escalated on cases(created_at, number) where escalated = 1;
create index cases_outside on cases(created_at, number) where outside_hours = 1;
create index cases_orphans on cases(orphaned_at, number) where orphaned_at > 0;
create index cases_closed_by on cases(closed_by, created_at, number) where state = 'closed';
-- What colleagues see, by whom: a case is in at most one of the three.
drop index cases_wide;
create index cases_wide_queue on cases(queue_id, state, created_at, number) where visibility = 'queue';
create index cases_wide_campaign on cases(campaign_id, state, created_at, number) where visibility = 'campaign';
create index cases_wide_all on cases(state, created_at, number) where visibility = 'everyone';

-- A list that somebody keeps: `query` is the normal form of what it asks for, as JSON. Shared ones have the roles they are for.
create table saved_view (
    id text primary key, owner_id text not null references users(id), name text not null, query text not null, layout text not null,
    shared_with text not null default '', default_for text not null default '', pinned bigint not null default 0,
    created_at bigint not null, updated_at bigint not null
);
create index saved_view_owner on saved_view(owner_id, created_at, id);
create index saved_view_shared on saved_view(created_at, id) where shared_with <> '';

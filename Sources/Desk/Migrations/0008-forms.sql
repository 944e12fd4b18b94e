-- A campaign's outcome form, each version for ever: an old answer is read by the one that it answered. No fields: the campaign asks nothing.
create table outcome_form (
    campaign_id text not null references campaign(id), version bigint not null, name text not null, fields text not null,
    author text not null, at bigint not null, primary key (campaign_id, version)
);
-- What somebody answered about a case. `code`: final, nonFinal or spam; `outcome`: the primary field in words, empty where there is none.
create table disposition (
    id text primary key, case_id text not null references cases(id), campaign_id text not null, form_version bigint not null, answers text not null,
    outcome text not null, code text not null, author text not null, at bigint not null
);
create index disposition_case on disposition(case_id, at, id);

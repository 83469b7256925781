-- What is to be done next with accepted leads is finished by the next one, or by saying why there is none; and leads are
-- qualified by criteria that both teams agreed on, with the answers kept.

alter table next_steps
    add column ended_because text constraint next_steps_because_length check (char_length(ended_because) between 1 and 500),
    add constraint next_steps_because_at_end check (ended_because is null or done_at is not null);
comment on column next_steps.ended_because is 'why nothing follows, where a step was finished without another one';
create index next_steps_handoff on next_steps (handoff_id) where done_at is null;
create index next_steps_done on next_steps (person_id, done_at) where done_at is not null;

create table sql_criteria (
    key      text primary key constraint sql_criteria_key_length check (char_length(key) between 1 and 100),
    name     text constraint sql_criteria_name_length check (char_length(name) between 1 and 200),
    position smallint not null constraint sql_criteria_position_range check (position between 1 and 9)
        constraint sql_criteria_position_unique unique,
    active   boolean not null default true,
    version  integer not null default 1
);
comment on table sql_criteria is 'What sales and marketing agreed that a lead shows before it is an SQL';
comment on column sql_criteria.name is 'null for the criteria that Mihwar brings and has words for';
insert into sql_criteria (key, position) values ('need', 1), ('budget', 2), ('authority', 3), ('timing', 4);

create table qualifications (
    id           uuid primary key,
    lead_id      uuid not null constraint qualifications_lead_exists references leads on delete cascade,
    handoff_id   uuid constraint qualifications_handoff_exists references handoffs on delete cascade,
    entry_id     uuid not null,
    qualified_at timestamptz not null,
    qualified_by uuid not null constraint qualifications_person_exists references people,
    met          text[] not null,
    missing      text[] not null,
    because      text constraint qualifications_because_length check (char_length(because) between 1 and 500),
    constraint qualifications_missing_explained check (cardinality(missing) = 0 or because is not null)
);
create index qualifications_lead on qualifications (lead_id);
create index qualifications_handoff on qualifications (handoff_id);
comment on table qualifications is 'Which criteria a lead met when it became an SQL';
comment on column qualifications.entry_id is 'the entry into SQL: whoever takes that back leaves the answers in the log';

-- What tells a server whether the days that it holds in memory are still those of the tables.

alter table derived_lead_days add column version uuid not null default gen_random_uuid();
alter table derived_deal_days add column version uuid not null default gen_random_uuid();
comment on column derived_lead_days.version is 'another whenever the row is another';
comment on column derived_deal_days.version is 'another whenever the row is another';

create table derived_version (
    singleton boolean primary key default true constraint derived_version_is_one check (singleton),
    version   uuid not null default gen_random_uuid()
);
comment on table derived_version is 'Another whenever a row of derived_lead_days or derived_deal_days is another, whoever wrote it';
insert into derived_version default values;

create function derived_days_changed() returns trigger language plpgsql as $$
begin
    insert into derived_version default values on conflict (singleton) do update set version = excluded.version;
    return null;
end
$$;
create function derived_day_changed() returns trigger language plpgsql as $$
begin
    new.version := gen_random_uuid();
    return new;
end
$$;

create trigger derived_lead_days_changed after insert or update or delete or truncate on derived_lead_days
    for each statement execute function derived_days_changed();
create trigger derived_deal_days_changed after insert or update or delete or truncate on derived_deal_days
    for each statement execute function derived_days_changed();
create trigger derived_lead_day_changed before update on derived_lead_days
    for each row execute function derived_day_changed();
create trigger derived_deal_day_changed before update on derived_deal_days
    for each row execute function derived_day_changed();

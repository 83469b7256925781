-- How the handoffs offered on a day stand, once all that its clocks wait for is past: what the dashboards read instead of
-- counting handoffs one by one (docs/derived-data.md).

create table derived_handoff_days (
    day        date primary key,
    settled_at timestamptz not null,
    counts     jsonb not null
);
comment on table derived_handoff_days is 'The handoffs offered on one local day, counted by how they stand after all of their instants';
comment on column derived_handoff_days.settled_at is 'the last instant, past or to come, of any of them; asked about a moment not after it, the records answer';

alter table derived_dirty add column handoff_days date[] not null default '{}';
comment on column derived_dirty.handoff_days is 'days in UTC on which handoffs were offered that were written';

create function derived_handoffs_inserted() returns trigger language plpgsql as $$
begin
    insert into derived_dirty (handoff_days)
    select array_agg(distinct derived_utc_day(offered_at, null)) from added having count(*) > 0;
    return null;
end
$$;
create function derived_handoffs_updated() returns trigger language plpgsql as $$
begin
    insert into derived_dirty (handoff_days)
    select array_agg(distinct derived_utc_day(offered_at, null))
    from (select offered_at from added union select offered_at from removed) changed having count(*) > 0;
    return null;
end
$$;
create function derived_handoffs_deleted() returns trigger language plpgsql as $$
begin
    insert into derived_dirty (handoff_days)
    select array_agg(distinct derived_utc_day(offered_at, null)) from removed having count(*) > 0;
    return null;
end
$$;
create trigger derived_inserted after insert on handoffs referencing new table as added for each statement execute function derived_handoffs_inserted();
create trigger derived_updated after update on handoffs referencing old table as removed new table as added for each statement execute function derived_handoffs_updated();
create trigger derived_deleted after delete on handoffs referencing old table as removed for each statement execute function derived_handoffs_deleted();
create trigger derived_emptied after truncate on handoffs for each statement execute function derived_forget();

-- Until the days of the handoffs that are here are built, the records are asked.
insert into derived_dirty (handoff_days)
select days from (select array_agg(distinct derived_utc_day(offered_at, null)) as days from handoffs) all_days
where days is not null;

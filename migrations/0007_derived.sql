-- Derived data: what dashboards read instead of counting leads and deals one by one (docs/derived-data.md).

create table derived_state (
    singleton boolean primary key default true constraint derived_state_is_one check (singleton),
    zone      text,
    clean_at  timestamptz
);
comment on column derived_state.zone is 'whose days the tables hold; null until they were built, or when they must be built anew';
comment on column derived_state.clean_at is 'when nothing was dirty for the last time';
insert into derived_state default values;

create table derived_dirty (
    id        bigint generated always as identity primary key,
    lead_days date[] not null default '{}',
    deal_days date[] not null default '{}'
);
comment on table derived_dirty is 'Days in UTC on which leads were created, or deals closed, that were written since: one row a statement, append-only';

-- One row a local day of creation, one entry a lead in every packed column.
create table derived_lead_days (
    day            date primary key,
    leads          integer not null,
    newest         bigint not null,
    latest         bigint not null,
    channel_words  text[] not null,
    campaign_words text[] not null,
    persona_words  text[] not null,
    region_words   text[] not null,
    segment_words  text[] not null,
    owner_words    text[] not null,
    source_words   text[] not null,
    channel        bytea not null,
    campaign       bytea not null,
    persona        bytea not null,
    region         bytea not null,
    segment        bytea not null,
    owner          bytea not null,
    source         bytea not null,
    created        bytea not null,
    stories        bytea not null,
    log            bytea not null,
    counts         bytea not null,
    kinds          bytea not null,
    reached        bytea not null,
    entries        bytea not null,
    wins           bytea not null,
    deals          bytea not null
);
-- One row a local day of closing and an outcome, one entry a deal in every packed column.
create table derived_deal_days (
    day            date not null,
    won            boolean not null,
    deals          integer not null,
    channel_words  text[] not null,
    campaign_words text[] not null,
    persona_words  text[] not null,
    region_words   text[] not null,
    segment_words  text[] not null,
    owner_words    text[] not null,
    source_words   text[] not null,
    origin_words   text[] not null,
    touch_words    text[] not null,
    channel        bytea not null,
    campaign       bytea not null,
    persona        bytea not null,
    region         bytea not null,
    segment        bytea not null,
    owner          bytea not null,
    source         bytea not null,
    ids            bytea not null,
    closed         bytea not null,
    opened         bytea not null,
    amounts        bytea not null,
    lead_created   bytea not null,
    origin         bytea not null,
    touched        bytea not null,
    touch          bytea not null,
    constraint derived_deal_days_pkey primary key (day, won)
);

-- Uncompressed: read by the megabyte, and numbers do not shrink much.
do $$
declare
    col record;
begin
    for col in
        select table_name, column_name from information_schema.columns
        where table_schema = current_schema() and table_name in ('derived_lead_days', 'derived_deal_days') and data_type = 'bytea'
    loop
        execute format('alter table %I alter column %I set storage external', col.table_name, col.column_name);
    end loop;
end
$$;

-- The leads of an account: whose customer a deal is.
create index leads_account on leads (account_id) where account_id is not null;

-- The first win ever, without a look through the log.
create index stage_transitions_won_at on stage_transitions (at) where to_stage = 'won';
create index stage_transitions_won_on on stage_transitions (on_day) where to_stage = 'won';

-- Marking. Triggers of whole statements, so that no writer can forget it and none waits for another.

create function derived_utc_day(at timestamptz, on_day date) returns date
    language sql immutable parallel safe
    return coalesce((at at time zone 'UTC')::date, on_day);

create function derived_mark(lead_days date[], deal_days date[]) returns void
    language sql
    begin atomic
        insert into derived_dirty (lead_days, deal_days)
        select coalesce(derived_mark.lead_days, '{}'), coalesce(derived_mark.deal_days, '{}')
        where cardinality(derived_mark.lead_days) > 0 or cardinality(derived_mark.deal_days) > 0;
    end;

-- The closing days of all deals of some leads, and of the deals that share a customer with them.
create function derived_deal_days_of(of_leads uuid[], of_accounts uuid[]) returns date[]
    language sql stable
    begin atomic
        select array_agg(distinct derived_utc_day(found.closed_at, found.closed_on))
        from (
            select d.closed_at, d.closed_on from deals d where d.lead_id = any (of_leads)
            union all
            select d.closed_at, d.closed_on from deals d where d.account_id = any (of_accounts)
            union all
            select d.closed_at, d.closed_on from leads l join deals d on d.lead_id = l.id where l.account_id = any (of_accounts)
        ) found
        where num_nonnulls(found.closed_at, found.closed_on) = 1;
    end;

create function derived_leads_inserted() returns trigger language plpgsql as $$
begin
    perform derived_mark(array_agg(distinct derived_utc_day(created_at, created_on)), null) from added;
    return null;
end
$$;
create function derived_leads_updated() returns trigger language plpgsql as $$
declare
    changed uuid[];
    accounts uuid[];
    days date[];
begin
    -- what no dimension and no day depends on leaves everything clean
    select array_agg(n.id), array_agg(distinct a.id) filter (where a.id is not null), array_agg(distinct day)
    into changed, accounts, days
    from removed o
    join added n on n.id = o.id
    cross join lateral (values (o.account_id, derived_utc_day(o.created_at, o.created_on)),
                               (n.account_id, derived_utc_day(n.created_at, n.created_on))) a (id, day)
    where (o.account_id, o.channel, o.campaign_id, o.persona, o.region, o.segment, o.owner_id, o.source, o.created_at, o.created_on)
          is distinct from
          (n.account_id, n.channel, n.campaign_id, n.persona, n.region, n.segment, n.owner_id, n.source, n.created_at, n.created_on);
    if changed is not null then
        perform derived_mark(days, derived_deal_days_of(changed, accounts));
    end if;
    return null;
end
$$;
create function derived_leads_deleted() returns trigger language plpgsql as $$
begin
    perform derived_mark(array_agg(distinct derived_utc_day(created_at, created_on)), null) from removed;
    return null;
end
$$;
create trigger derived_inserted after insert on leads referencing new table as added for each statement execute function derived_leads_inserted();
create trigger derived_updated after update on leads referencing old table as removed new table as added for each statement execute function derived_leads_updated();
create trigger derived_deleted after delete on leads referencing old table as removed for each statement execute function derived_leads_deleted();

-- The log: the leads that its rows are of, and those of rows that they void. A lead that goes marks its day itself.
create function derived_log_inserted() returns trigger language plpgsql as $$
begin
    perform derived_mark(array_agg(distinct derived_utc_day(l.created_at, l.created_on)), null)
    from added t join leads l on l.id = t.lead_id;
    if exists (select from added where voids is not null) then
        perform derived_mark(array_agg(distinct derived_utc_day(l.created_at, l.created_on)), null)
        from added t join stage_transitions v on v.id = t.voids join leads l on l.id = v.lead_id;
    end if;
    return null;
end
$$;
create function derived_log_updated() returns trigger language plpgsql as $$
begin
    perform derived_mark(array_agg(distinct derived_utc_day(l.created_at, l.created_on)), null)
    from (select lead_id from added
          union select lead_id from removed
          union select v.lead_id from added t join stage_transitions v on v.id = t.voids
          union select v.lead_id from removed t join stage_transitions v on v.id = t.voids) t
    join leads l on l.id = t.lead_id;
    return null;
end
$$;
create function derived_log_deleted() returns trigger language plpgsql as $$
begin
    if exists (select from removed) then
        perform derived_mark(array_agg(distinct derived_utc_day(l.created_at, l.created_on)), null)
        from (select lead_id from removed
              union select v.lead_id from removed t join stage_transitions v on v.id = t.voids) t
        join leads l on l.id = t.lead_id;
    end if;
    return null;
end
$$;
create trigger derived_inserted after insert on stage_transitions referencing new table as added for each statement execute function derived_log_inserted();
create trigger derived_updated after update on stage_transitions referencing old table as removed new table as added for each statement execute function derived_log_updated();
create trigger derived_deleted after delete on stage_transitions referencing old table as removed for each statement execute function derived_log_deleted();

-- Deals: the days of their closing; a win also the days of its customer's other deals (which was the first?) and of its lead.
create function derived_deals_changed(accounts uuid[], leads_of uuid[], days date[]) returns void language plpgsql as $$
declare
    lead_days date[];
    all_accounts uuid[];
begin
    select array_agg(distinct derived_utc_day(l.created_at, l.created_on)), array_agg(distinct l.account_id) filter (where l.account_id is not null)
    into lead_days, all_accounts
    from leads l
    where l.id = any (leads_of);
    perform derived_mark(lead_days, days || derived_deal_days_of(leads_of, accounts || all_accounts));
end
$$;
create function derived_deals_inserted() returns trigger language plpgsql as $$
begin
    perform derived_deals_changed(array_agg(distinct account_id) filter (where outcome = 'won' and account_id is not null),
                                  array_agg(lead_id) filter (where outcome = 'won' and lead_id is not null),
                                  array_agg(distinct derived_utc_day(closed_at, closed_on)) filter (where num_nonnulls(closed_at, closed_on) = 1))
    from added where outcome is not null having count(*) > 0;
    return null;
end
$$;
create function derived_deals_updated() returns trigger language plpgsql as $$
begin
    perform derived_deals_changed(array_agg(distinct account_id) filter (where outcome = 'won' and account_id is not null),
                                  array_agg(lead_id) filter (where outcome = 'won' and lead_id is not null),
                                  array_agg(distinct derived_utc_day(closed_at, closed_on)) filter (where num_nonnulls(closed_at, closed_on) = 1))
    from (select * from added union all select * from removed) changed where outcome is not null having count(*) > 0;
    return null;
end
$$;
create function derived_deals_deleted() returns trigger language plpgsql as $$
begin
    perform derived_deals_changed(array_agg(distinct account_id) filter (where outcome = 'won' and account_id is not null),
                                  array_agg(lead_id) filter (where outcome = 'won' and lead_id is not null),
                                  array_agg(distinct derived_utc_day(closed_at, closed_on)) filter (where num_nonnulls(closed_at, closed_on) = 1))
    from removed where outcome is not null having count(*) > 0;
    return null;
end
$$;
create trigger derived_inserted after insert on deals referencing new table as added for each statement execute function derived_deals_inserted();
create trigger derived_updated after update on deals referencing old table as removed new table as added for each statement execute function derived_deals_updated();
create trigger derived_deleted after delete on deals referencing old table as removed for each statement execute function derived_deals_deleted();

-- An account gives its deals the region and the segment that their leads lack.
create function derived_accounts_updated() returns trigger language plpgsql as $$
begin
    perform derived_mark(null, derived_deal_days_of(null, array_agg(n.id)))
    from removed o join added n on n.id = o.id
    where (o.region, o.segment) is distinct from (n.region, n.segment)
    having count(*) > 0;
    return null;
end
$$;
create trigger derived_updated after update on accounts referencing old table as removed new table as added for each statement execute function derived_accounts_updated();

-- The first touch of a won deal's people: its own lead and its contacts.
create function derived_touched_days(of_leads uuid[]) returns date[]
    language sql stable
    begin atomic
        select array_agg(distinct derived_utc_day(found.closed_at, found.closed_on))
        from (
            select d.closed_at, d.closed_on from deals d where d.lead_id = any (of_leads) and d.outcome = 'won'
            union all
            select d.closed_at, d.closed_on
            from deal_contacts c join deals d on d.id = c.deal_id
            where c.lead_id = any (of_leads) and d.outcome = 'won'
        ) found
        where num_nonnulls(found.closed_at, found.closed_on) = 1;
    end;
create function derived_touches_inserted() returns trigger language plpgsql as $$
begin
    perform derived_mark(null, derived_touched_days(array_agg(distinct lead_id))) from added where lead_id is not null having count(*) > 0;
    return null;
end
$$;
create function derived_touches_updated() returns trigger language plpgsql as $$
begin
    perform derived_mark(null, derived_touched_days(array_agg(distinct lead_id)))
    from (select lead_id from added union select lead_id from removed) changed where lead_id is not null having count(*) > 0;
    return null;
end
$$;
create function derived_touches_deleted() returns trigger language plpgsql as $$
begin
    perform derived_mark(null, derived_touched_days(array_agg(distinct lead_id))) from removed where lead_id is not null having count(*) > 0;
    return null;
end
$$;
create trigger derived_inserted after insert on touches referencing new table as added for each statement execute function derived_touches_inserted();
create trigger derived_updated after update on touches referencing old table as removed new table as added for each statement execute function derived_touches_updated();
create trigger derived_deleted after delete on touches referencing old table as removed for each statement execute function derived_touches_deleted();

create function derived_contacts_inserted() returns trigger language plpgsql as $$
begin
    perform derived_mark(null, array_agg(distinct derived_utc_day(d.closed_at, d.closed_on)))
    from added c join deals d on d.id = c.deal_id where num_nonnulls(d.closed_at, d.closed_on) = 1;
    return null;
end
$$;
create function derived_contacts_updated() returns trigger language plpgsql as $$
begin
    perform derived_mark(null, array_agg(distinct derived_utc_day(d.closed_at, d.closed_on)))
    from (select deal_id from added union select deal_id from removed) c join deals d on d.id = c.deal_id
    where num_nonnulls(d.closed_at, d.closed_on) = 1;
    return null;
end
$$;
create function derived_contacts_deleted() returns trigger language plpgsql as $$
begin
    perform derived_mark(null, array_agg(distinct derived_utc_day(d.closed_at, d.closed_on)))
    from removed c join deals d on d.id = c.deal_id where num_nonnulls(d.closed_at, d.closed_on) = 1;
    return null;
end
$$;
create trigger derived_inserted after insert on deal_contacts referencing new table as added for each statement execute function derived_contacts_inserted();
create trigger derived_updated after update on deal_contacts referencing old table as removed new table as added for each statement execute function derived_contacts_updated();
create trigger derived_deleted after delete on deal_contacts referencing old table as removed for each statement execute function derived_contacts_deleted();

-- A campaign gives its touches the channel that they lack. It seldom gets another: all wins are looked at anew.
create function derived_campaigns_updated() returns trigger language plpgsql as $$
begin
    if exists (select from removed o join added n on n.id = o.id where o.channel is distinct from n.channel) then
        perform derived_mark(null, (select array_agg(distinct day) from derived_deal_days where won));
    end if;
    return null;
end
$$;
create trigger derived_updated after update on campaigns referencing old table as removed new table as added for each statement execute function derived_campaigns_updated();

-- What empties a table, or moves the workspace to another zone, has everything built anew.
create function derived_forget() returns trigger language plpgsql as $$
begin
    update derived_state set zone = null;
    return null;
end
$$;
create trigger derived_emptied after truncate on leads for each statement execute function derived_forget();
create trigger derived_emptied after truncate on stage_transitions for each statement execute function derived_forget();
create trigger derived_emptied after truncate on deals for each statement execute function derived_forget();
create trigger derived_emptied after truncate on touches for each statement execute function derived_forget();
create trigger derived_emptied after truncate on deal_contacts for each statement execute function derived_forget();

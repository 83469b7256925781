-- Why leads left the way or went back, beside their stories: the funnel read half a million entries to tell it.

alter table derived_lead_days
    add column reason       bytea not null default '',
    add column reason_words bytea not null default '';
alter table derived_lead_days alter column reason set storage external, alter column reason_words set storage external;

-- Days that were built before have no reasons: each is built anew, and until then the records are asked.
insert into derived_dirty (lead_days)
select days from (select array_agg(distinct derived_utc_day(created_at, created_on)) as days from leads) all_days
where days is not null;

-- The reason of a lost deal is that of its lead's entry.
create or replace function derived_deals_updated() returns trigger language plpgsql as $$
declare
    told uuid[];
begin
    perform derived_deals_changed(array_agg(distinct account_id) filter (where outcome = 'won' and account_id is not null),
                                  array_agg(lead_id) filter (where outcome = 'won' and lead_id is not null),
                                  array_agg(distinct derived_utc_day(closed_at, closed_on)) filter (where num_nonnulls(closed_at, closed_on) = 1))
    from (select * from added union all select * from removed) changed where outcome is not null having count(*) > 0;
    select array_agg(n.id) into told from removed o join added n on n.id = o.id where o.lost_reason is distinct from n.lost_reason;
    if told is not null then
        perform derived_mark(array_agg(distinct derived_utc_day(l.created_at, l.created_on)), null)
        from stage_transitions t join leads l on l.id = t.lead_id
        where t.deal_id = any (told);
    end if;
    return null;
end
$$;

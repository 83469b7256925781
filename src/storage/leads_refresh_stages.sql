-- Which stage is each of these leads in, and how far did it ever get?
-- Grain: one lead. Binds: $1 lead ids. Index: stage_transitions_lead.
with live as (
    -- what no correction voids
    select t.*
    from stage_transitions t
    where t.lead_id = any($1)
      and t.voids is null
      and not exists (select 1 from stage_transitions v where v.voids = t.id)
),
latest as (
    -- undated ones come first: whatever is dated is known to be as late or later
    select distinct on (lead_id) lead_id, to_stage
    from live
    order by lead_id, coalesce(at, on_day::timestamp at time zone 'UTC') desc nulls last, recorded_at desc, id desc
),
furthest as (
    select lead_id,
           max(array_position(array['lead', 'mql', 'sal', 'sql', 'opportunity', 'won'],
                              case to_stage when 'lost' then 'opportunity' else to_stage end)) as rank
    from live
    group by lead_id
)
update leads l
set current_stage  = coalesce(latest.to_stage, 'lead'),
    furthest_stage = (array['lead', 'mql', 'sal', 'sql', 'opportunity', 'won'])[coalesce(furthest.rank, 1)]
from unnest($1::uuid[]) as given (id)
left join latest on latest.lead_id = given.id
left join furthest on furthest.lead_id = given.id
where l.id = given.id
  and (l.current_stage, l.furthest_stage) is distinct from
      (coalesce(latest.to_stage, 'lead'),
       (array['lead', 'mql', 'sal', 'sql', 'opportunity', 'won'])[coalesce(furthest.rank, 1)])

-- Which leads created in a period were won, and when?
-- Grain: one lead. Binds: $1–$13 the scope, $14 and $15 beginnings of the steps.
-- Index: leads_created, stage_transitions_lead.
select coalesce(width_bucket(l.created_at, $14::timestamptz[]), width_bucket(l.created_on, $15::date[])) as "step!",
       l.created_at, l.created_on, w.at as "won_at?", w.on_day as "won_on?"
from leads l
cross join lateral (
    select t.at, t.on_day
    from stage_transitions t
    where t.lead_id = l.id
      and t.to_stage = 'won'
      and t.voids is null
      and not exists (select 1 from stage_transitions v where v.voids = t.id)
      and (t.at <= $5 or t.on_day <= $6 or num_nonnulls(t.at, t.on_day) = 0)
    order by coalesce(t.at, t.on_day::timestamp at time zone 'UTC') nulls last, t.recorded_at, t.id
    limit 1
) w
    where l.created_sort >= $1::timestamptz - interval '1 day' and l.created_sort < $2::timestamptz + interval '1 day' -- for the index
      and (l.created_at >= $1 and l.created_at < $2 or l.created_on >= $3 and l.created_on < $4)
      and (l.created_at <= $5 or l.created_on <= $6)
      and (cardinality($7::text[]) = 0 or coalesce(l.channel, '') = any ($7))
      and (cardinality($8::uuid[]) = 0 or l.campaign_id = any ($8))
      and (cardinality($9::text[]) = 0 or coalesce(l.persona, '') = any ($9))
      and (cardinality($10::text[]) = 0 or coalesce(l.region, '') = any ($10))
      and (cardinality($11::text[]) = 0 or coalesce(l.segment, '') = any ($11))
      and (cardinality($12::uuid[]) = 0 or l.owner_id = any ($12))
      and (cardinality($13::text[]) = 0 or coalesce(l.source, '') = any ($13))

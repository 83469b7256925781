-- How many leads first entered each stage in a period?
-- Grain: stage. Binds: $1–$13 the scope. Index: leads_created for leads; the log is scanned.
select 'lead' as "stage!", count(*) as "leads!"
from leads l
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
union all
select t.to_stage, count(distinct t.lead_id)
from stage_transitions t
join leads l on l.id = t.lead_id
where t.to_stage in ('mql', 'sal', 'sql', 'opportunity', 'won')
  and (t.at >= $1 and t.at < $2 and t.at <= $5 or t.on_day >= $3 and t.on_day < $4 and t.on_day <= $6)
  and t.voids is null
  and not exists (select 1 from stage_transitions v where v.voids = t.id)
  and not exists (
      -- entered before the period: counted then
      select 1
      from stage_transitions e
      where e.lead_id = t.lead_id
        and e.to_stage = t.to_stage
        and (e.at < $1 or e.on_day < $3)
        and e.voids is null
        and not exists (select 1 from stage_transitions v where v.voids = e.id)
  )
  and (cardinality($7::text[]) = 0 or coalesce(l.channel, '') = any ($7))
  and (cardinality($8::uuid[]) = 0 or l.campaign_id = any ($8))
  and (cardinality($9::text[]) = 0 or coalesce(l.persona, '') = any ($9))
  and (cardinality($10::text[]) = 0 or coalesce(l.region, '') = any ($10))
  and (cardinality($11::text[]) = 0 or coalesce(l.segment, '') = any ($11))
  and (cardinality($12::uuid[]) = 0 or l.owner_id = any ($12))
  and (cardinality($13::text[]) = 0 or coalesce(l.source, '') = any ($13))
group by 1

-- Why did leads created in a period leave the way, or go back, as of a moment?
-- Grain: furthest stage × stage now × reason. Binds: $1–$13 the scope. Index: leads_created, stage_transitions_lead.
-- The reason is that of the last entry; of a loss, where the entry has none, that of its deal.
with log as (
    select t.lead_id, t.to_stage, t.reason, t.deal_id, t.recorded_at, t.id,
           coalesce(t.at, t.on_day::timestamp at time zone 'UTC', '-infinity') as moment,
           coalesce(array_position(array['lead', 'mql', 'sal', 'sql', 'opportunity', 'won'], t.to_stage) - 1,
                    case t.to_stage when 'lost' then 4 end) as rank
    from stage_transitions t
    where t.voids is null
      and not exists (select 1 from stage_transitions v where v.voids = t.id)
      and (t.at <= $5 or t.on_day <= $6 or num_nonnulls(t.at, t.on_day) = 0)
),
stories as (
    select l.id,
           max(t.rank) as furthest,
           (array_agg(t.to_stage order by t.moment desc, t.recorded_at desc, t.id desc))[1] as current,
           (array_agg(coalesce(nullif(t.reason, ''), d.lost_reason) order by t.moment desc, t.recorded_at desc, t.id desc))[1] as reason
    from leads l
    join log t on t.lead_id = l.id
    left join deals d on d.id = t.deal_id
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
    group by l.id
)
select coalesce(furthest, 0) as "furthest!", current as "current!", nullif(reason, '') as "reason?", count(*) as "leads!"
from stories
where current in ('lost', 'recycled', 'disqualified')
group by 1, 2, 3

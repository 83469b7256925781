-- What became of the leads created in a period, as of a moment?
-- Grain: step × value of a dimension × story (furthest, current, entered, recycled before).
-- Binds: $1–$13 the scope, $14 and $15 beginnings of the steps, $16 the dimension or null.
-- Index: leads_created, stage_transitions_lead, stage_transitions_voids.
-- Leads and log are joined once: without statistics, just after an import, the planner would compare subqueries row by row.
with log as (
    -- what no correction voids; undated ones come first
    select t.lead_id, t.to_stage, t.at, t.on_day, t.recorded_at, t.id,
           coalesce(t.at, t.on_day::timestamp at time zone 'UTC', '-infinity') as moment,
           array_position(array['lead', 'mql', 'sal', 'sql', 'opportunity', 'won'], t.to_stage) - 1 as rank
    from stage_transitions t
    where t.voids is null
      and not exists (select 1 from stage_transitions v where v.voids = t.id)
),
stories as (
    select l.id,
           coalesce(width_bucket(l.created_at, $14::timestamptz[]), width_bucket(l.created_on, $15::date[])) as step,
           case $16::text
               when 'channel' then l.channel
               when 'campaign' then (select c.name from campaigns c where c.id = l.campaign_id)
               when 'persona' then l.persona
               when 'region' then l.region
               when 'segment' then l.segment
               when 'owner' then (select p.name from people p where p.id = l.owner_id)
               when 'source' then l.source
           end as value,
           max(coalesce(t.rank, case t.to_stage when 'lost' then 4 end)) as furthest,
           (array_agg(t.to_stage order by t.moment desc, t.recorded_at desc, t.id desc))[1] as current,
           bit_or(1 << t.rank) as entered,
           min(t.moment) filter (where t.to_stage = 'recycled') < min(t.moment) filter (where t.to_stage = 'won') as recycled
    from leads l
    left join log t
           on t.lead_id = l.id
          and (t.at <= $5 or t.on_day <= $6 or num_nonnulls(t.at, t.on_day) = 0)
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
select step as "step!",
       value as "value?",
       coalesce(furthest, 0) as "furthest!",
       coalesce(current, 'lead') as "current!",
       coalesce(entered, 0) as "entered!",
       coalesce(recycled, false) as "recycled!",
       count(*) as "leads!"
from stories
group by 1, 2, 3, 4, 5, 6

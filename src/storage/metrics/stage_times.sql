-- How long did the leads created in a period stand in each stage before the last one, as of a moment?
-- Grain: stage. Binds: $1–$13 the scope, $14 the zone. Index: leads_created, stage_transitions_lead.
-- A lead's time in a stage is the sum of its stays. The first stay is in the first stage, from the creation.
with moments as (
    select l.id as lead_id, 'lead' as stage, l.created_at as at, l.created_on as on_day, 0 as place,
           '-infinity'::timestamptz as moment, '-infinity'::timestamptz as recorded_at, l.id as entry
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
),
log as (
    select * from moments
    union all
    select t.lead_id, t.to_stage, t.at, t.on_day, 1,
           coalesce(t.at, t.on_day::timestamp at time zone 'UTC', '-infinity'), t.recorded_at, t.id
    from stage_transitions t
    join moments on moments.lead_id = t.lead_id
    where t.voids is null
      and not exists (select 1 from stage_transitions v where v.voids = t.id)
      and (t.at <= $5 or t.on_day <= $6 or num_nonnulls(t.at, t.on_day) = 0)
),
stays as (
    select lead_id, stage, at, on_day,
           lead(stage) over following is null as running,
           lead(at) over following as end_at,
           lead(on_day) over following as end_on
    from log
    window following as (partition by lead_id order by place, moment, recorded_at, entry)
),
timed as (
    select lead_id, stage, running,
           not running and (num_nonnulls(at, on_day) = 0 or num_nonnulls(end_at, end_on) = 0) as undated,
           case
               when running then null
               when on_day is not null and end_on is not null then (end_on - on_day)::float8
               else extract(epoch from coalesce(end_at, (end_on + 1)::timestamp at time zone $14)
                                     - coalesce(at, on_day::timestamp at time zone $14))::float8 / 86400
           end as days
    from stays
    where stage in ('lead', 'mql', 'sal', 'sql', 'opportunity')
),
totals as (
    select stage, sum(days) as days,
           case
               when bool_or(days < 0) then 'negative'
               when bool_or(undated) then 'undated'
               when bool_or(running) then 'running'
               else 'known'
           end as known
    from timed
    group by lead_id, stage
)
select stage as "stage!",
       coalesce(array_agg(days) filter (where known = 'known'), '{}') as "days!",
       count(*) filter (where known = 'running') as "running!",
       count(*) filter (where known = 'undated') as "undated!",
       count(*) filter (where known = 'negative') as "negative!"
from totals
group by stage

-- In which month did the leads created in a period first come as far as each stage?
-- Grain: cohort × stage × month. Binds: $1–$13 the scope, $14 and $15 beginnings of the cohorts, $16 and $17 of the months.
-- Index: leads_created, stage_transitions_lead. An undated entry has no month; one before the first month is in the first.
with cohort as (
    select l.id,
           coalesce(width_bucket(l.created_at, $14::timestamptz[]), width_bucket(l.created_on, $15::date[])) as step
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
    select cohort.id, cohort.step,
           case t.to_stage when 'mql' then 1 when 'sal' then 2 when 'sql' then 3 when 'opportunity' then 4 when 'lost' then 4 when 'won' then 5 end as rank,
           greatest(coalesce(width_bucket(t.at, $16::timestamptz[]), width_bucket(t.on_day, $17::date[])), 1) as month,
           num_nonnulls(t.at, t.on_day) = 0 as undated
    from stage_transitions t
    join cohort on cohort.id = t.lead_id
    where t.voids is null
      and not exists (select 1 from stage_transitions v where v.voids = t.id)
      and (t.at <= $5 or t.on_day <= $6 or num_nonnulls(t.at, t.on_day) = 0)
),
first as (
    -- a stage further on passes those before it; where any entry is undated, the first one is unknown
    select log.id, log.step, passed.rank, case when not bool_or(log.undated) then min(log.month) end as month
    from log
    cross join lateral generate_series(1, log.rank) as passed (rank)
    group by log.id, log.step, passed.rank
)
select step as "step!", rank as "rank!", month as "month?", count(*) as "leads!"
from first
group by 1, 2, 3

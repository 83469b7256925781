-- How many leads created in a period are old enough to be judged?
-- Grain: step. Binds: $1–$13 the scope, $14 and $15 beginnings of the steps, $16 days of the horizon.
-- Index: leads_created.
select coalesce(width_bucket(l.created_at, $14::timestamptz[]), width_bucket(l.created_on, $15::date[])) as "step!",
       count(*) filter (where l.created_at <= $5::timestamptz - make_interval(hours => 24 * $16::int) or l.created_on <= $6::date - $16::int) as "mature!",
       count(*) as "leads!"
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
group by 1

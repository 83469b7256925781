-- How many handoffs offered in a period are old enough to count their touches, and how many have too few, as of a moment?
-- Grain: one row. Binds: $1–$13 the handoffs asked about. Index: handoffs_offered, activities_lead.
-- Of imported handoffs nobody knows the touches.
with asked as (
    select h.lead_id, h.assigned_at, h.decided_at + p.attempt_days * interval '1 day' as counted_at, p.attempts
    from handoffs h
    join sla_policies p on p.id = h.policy_id
    left join leads l on l.id = h.lead_id
    left join people a on a.id = h.assignee_id
    where h.offered_at >= $1 and h.offered_at < $2 and h.offered_at <= $3
      and (cardinality($4::text[]) = 0 or coalesce(l.channel, '') = any ($4))
      and (cardinality($5::uuid[]) = 0 or l.campaign_id = any ($5))
      and (cardinality($6::text[]) = 0 or coalesce(l.persona, '') = any ($6))
      and (cardinality($7::text[]) = 0 or coalesce(l.region, '') = any ($7))
      and (cardinality($8::text[]) = 0 or coalesce(l.segment, '') = any ($8))
      and (cardinality($9::uuid[]) = 0 or l.owner_id = any ($9))
      and (cardinality($10::text[]) = 0 or coalesce(l.source, '') = any ($10))
      and ($11::bigint is null or $11 = 1 + (select count(*) from handoffs e where e.lead_id = h.lead_id and (e.offered_at, e.id) < (h.offered_at, h.id)))
      and (cardinality($12::text[]) = 0 or coalesce(a.team, '') = any ($12))
      and (cardinality($13::uuid[]) = 0 or coalesce(h.assignee_id, '00000000-0000-0000-0000-000000000000') = any ($13))
      and h.import_id is null
      and h.state in ('accepted', 'returned')
      and h.decided_at + p.attempt_days * interval '1 day' <= $3
)
select count(*) as "due!",
       count(*) filter (
           where (
               select count(*)
               from activities w
               where w.lead_id = asked.lead_id
                 and w.kind <> 'note'
                 and coalesce(w.happened_at, w.happened_on::timestamp at time zone 'UTC') < asked.counted_at
                 and (w.happened_at >= asked.assigned_at or w.happened_on >= (asked.assigned_at at time zone 'UTC')::date or asked.assigned_at is null)
           ) < asked.attempts
       ) as "too_few!"
from asked

-- On how many leads or accounts of the handoffs offered in a period did salespeople work, and on how many did two of them within 14 days?
-- Grain: one row. Binds: $1–$13 the handoffs asked about. Index: handoffs_offered, leads_account, activities_lead.
with asked as (
    select distinct l.account_id, l.id as lead_id
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
),
of_whom as (
    select coalesce(account_id, lead_id) as whom, lead_id from asked
    union
    select o.account_id, o.id from leads o join (select distinct account_id from asked) k on k.account_id = o.account_id
),
work as (
    select o.whom, w.actor_id, coalesce(w.happened_at, w.happened_on::timestamp at time zone 'UTC') as at, w.id
    from of_whom o
    join activities w on w.lead_id = o.lead_id
    where w.kind <> 'note' and w.actor_id is not null and coalesce(w.happened_at, w.happened_on::timestamp at time zone 'UTC') <= $3
),
beside as (
    select whom, actor_id, at, lag(actor_id) over following as before, lag(at) over following as before_at
    from work
    window following as (partition by whom order by at, id)
)
select count(distinct whom) as "active!",
       count(distinct whom) filter (where actor_id <> before and at <= before_at + interval '14 days') as "doubled!"
from beside

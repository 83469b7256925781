-- Which deals were closed in a period, how did each end, and did it win a new customer?
-- Grain: one deal. Binds: $1–$13 the scope. Index: none, a scan of the closed deals: which win was a customer's first?
with closed as (
    -- a customer is the account, else the lead, else the deal
    select d.*,
           l.created_at as lead_created_at,
           l.created_on as lead_created_on,
           coalesce(l.channel, l.source) as lead_channel,
           row_number() over (
               partition by coalesce(d.account_id, l.account_id, d.lead_id, d.id), d.outcome
               order by coalesce(d.closed_at, d.closed_on::timestamp at time zone 'UTC'), d.id
           ) as place
    from deals d
    left join leads l on l.id = d.lead_id
    where num_nonnulls(d.closed_at, d.closed_on) = 1
)
select d.id as "id!", d.opened_at, d.opened_on, d.closed_at, d.closed_on, d.outcome as "outcome!", d.amount_minor, d.currency,
       d.outcome = 'won' and d.place = 1 and d.business is distinct from 'existing' as "is_new_customer!",
       d.lead_created_at as "lead_created_at?", d.lead_created_on as "lead_created_on?", d.lead_channel as "lead_channel?"
from closed d
left join leads l on l.id = d.lead_id
left join accounts a on a.id = coalesce(d.account_id, l.account_id)
where (d.closed_at >= $1 and d.closed_at < $2 and d.closed_at <= $5 or d.closed_on >= $3 and d.closed_on < $4 and d.closed_on <= $6)
  and (cardinality($7::text[]) = 0 or coalesce(l.channel, '') = any ($7))
  and (cardinality($8::uuid[]) = 0 or coalesce(d.campaign_id, l.campaign_id) = any ($8))
  and (cardinality($9::text[]) = 0 or coalesce(l.persona, '') = any ($9))
  and (cardinality($10::text[]) = 0 or coalesce(l.region, a.region, '') = any ($10))
  and (cardinality($11::text[]) = 0 or coalesce(l.segment, a.segment, '') = any ($11))
  and (cardinality($12::uuid[]) = 0 or coalesce(d.owner_id, l.owner_id) = any ($12))
  and (cardinality($13::text[]) = 0 or coalesce(l.source, '') = any ($13))

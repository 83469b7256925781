-- Which deals were closed in a period, how did each end, and did it win a new customer?
-- Grain: one deal. Binds: $1–$13 the scope.
-- Index: deals_closed_at, deals_closed_on; the order of wins is a scan of the won deals.
with wins as (
    -- a customer is the account, else the lead, else the deal
    select d.id,
           row_number() over (
               partition by coalesce(d.account_id, l.account_id, d.lead_id, d.id)
               order by coalesce(d.closed_at, d.closed_on::timestamp at time zone 'UTC'), d.id
           ) = 1 as is_first
    from deals d
    left join leads l on l.id = d.lead_id
    where d.outcome = 'won'
      and num_nonnulls(d.closed_at, d.closed_on) = 1
)
select d.id as "id!", d.opened_at, d.opened_on, d.closed_at, d.closed_on, d.outcome as "outcome!", d.amount_minor, d.currency,
       coalesce(wins.is_first and d.business is distinct from 'existing', false) as "is_new_customer!",
       l.created_at as "lead_created_at?", l.created_on as "lead_created_on?",
       coalesce(l.channel, l.source) as "lead_channel?"
from deals d
left join wins on wins.id = d.id
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

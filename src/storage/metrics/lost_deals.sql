-- Which deals were lost in a period, and why?
-- Grain: one deal. Binds: $1–$13 the scope. Index: none, a scan of the deals.
select d.closed_at, d.closed_on, d.amount_minor, d.currency, d.lost_reason
from deals d
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
  and d.outcome = 'lost'

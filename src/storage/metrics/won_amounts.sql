-- What did the leads created in a period bring?
-- Grain: one won deal with an amount. Binds: $1–$13 the scope. Index: leads_created, deals_lead.
select coalesce(l.channel, l.source) as "channel?", l.source, l.persona, l.segment,
       d.amount_minor as "amount_minor!", d.currency as "currency!", d.closed_at, d.closed_on
from leads l
join deals d on d.lead_id = l.id
    where l.created_sort >= $1::timestamptz - interval '1 day' and l.created_sort < $2::timestamptz + interval '1 day' -- for the index
      and (l.created_at >= $1 and l.created_at < $2 or l.created_on >= $3 and l.created_on < $4)
      and (l.created_at <= $5 or l.created_on <= $6)
      and d.outcome = 'won'
      and d.amount_minor is not null
      and (d.closed_at <= $5 or d.closed_on <= $6)
      and (cardinality($7::text[]) = 0 or coalesce(l.channel, '') = any ($7))
      and (cardinality($8::uuid[]) = 0 or l.campaign_id = any ($8))
      and (cardinality($9::text[]) = 0 or coalesce(l.persona, '') = any ($9))
      and (cardinality($10::text[]) = 0 or coalesce(l.region, '') = any ($10))
      and (cardinality($11::text[]) = 0 or coalesce(l.segment, '') = any ($11))
      and (cardinality($12::uuid[]) = 0 or l.owner_id = any ($12))
      and (cardinality($13::text[]) = 0 or coalesce(l.source, '') = any ($13))

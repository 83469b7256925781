-- How many deals without an opening date may have been opened in a period, since they were not closed before it?
-- Grain: one row. Binds: $1–$13 the scope ($2, $4, $5 and $6 are not needed). Index: deals_unopened.
select count(*) as "deals!"
from deals d
left join leads l on l.id = d.lead_id
left join accounts a on a.id = coalesce(d.account_id, l.account_id)
where d.opened_at is null and d.opened_on is null
  and not coalesce(d.closed_at < $1, d.closed_on < $3, false)
  and num_nulls($2::timestamptz, $4::date, $5::timestamptz, $6::date) = 0
  and (cardinality($7::text[]) = 0 or coalesce(l.channel, '') = any ($7))
  and (cardinality($8::uuid[]) = 0 or coalesce(d.campaign_id, l.campaign_id) = any ($8))
  and (cardinality($9::text[]) = 0 or coalesce(l.persona, '') = any ($9))
  and (cardinality($10::text[]) = 0 or coalesce(l.region, a.region, '') = any ($10))
  and (cardinality($11::text[]) = 0 or coalesce(l.segment, a.segment, '') = any ($11))
  and (cardinality($12::uuid[]) = 0 or coalesce(d.owner_id, l.owner_id) = any ($12))
  and (cardinality($13::text[]) = 0 or coalesce(l.source, '') = any ($13))

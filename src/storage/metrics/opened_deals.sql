-- Which deals were opened in a period, and what became of each?
-- Grain: one row of lists, one place a deal: tens of thousands of rows would take longer to send than to find. Binds: $1–$13 the scope. Index: deals_opened_at, deals_opened_on.
select array_agg(d.opened_at) as "opened_at: Vec<Option<DateTime<Utc>>>",
       array_agg(d.opened_on) as "opened_on: Vec<Option<NaiveDate>>",
       array_agg(d.closed_at) as "closed_at: Vec<Option<DateTime<Utc>>>",
       array_agg(d.closed_on) as "closed_on: Vec<Option<NaiveDate>>",
       array_agg(d.outcome = 'won') as "won: Vec<Option<bool>>"
from deals d
left join leads l on l.id = d.lead_id
left join accounts a on a.id = coalesce(d.account_id, l.account_id)
where (d.opened_at >= $1 and d.opened_at < $2 and d.opened_at <= $5 or d.opened_on >= $3 and d.opened_on < $4 and d.opened_on <= $6)
  and (cardinality($7::text[]) = 0 or coalesce(l.channel, '') = any ($7))
  and (cardinality($8::uuid[]) = 0 or coalesce(d.campaign_id, l.campaign_id) = any ($8))
  and (cardinality($9::text[]) = 0 or coalesce(l.persona, '') = any ($9))
  and (cardinality($10::text[]) = 0 or coalesce(l.region, a.region, '') = any ($10))
  and (cardinality($11::text[]) = 0 or coalesce(l.segment, a.segment, '') = any ($11))
  and (cardinality($12::uuid[]) = 0 or coalesce(d.owner_id, l.owner_id) = any ($12))
  and (cardinality($13::text[]) = 0 or coalesce(l.source, '') = any ($13))

-- Which deals did the leads created on some local days win?
-- Grain: one deal, by lead. Binds: as of lead_leads.sql. Index: leads_created, deals_lead.
select d.lead_id as "lead_id!", d.closed_at, d.closed_on, d.amount_minor, d.currency
from leads l
join deals d on d.lead_id = l.id
where l.created_sort >= $1::timestamptz - interval '1 day' and l.created_sort < $2::timestamptz + interval '1 day'
  and (l.created_at >= $1 and l.created_at < $2 or l.created_on >= $3 and l.created_on < $4)
  and d.outcome = 'won'
order by d.lead_id, d.id

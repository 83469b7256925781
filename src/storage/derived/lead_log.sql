-- What did the leads created on some local days enter?
-- Grain: one entry that no correction voids, by lead, in the order of the log. Binds: as of lead_leads.sql.
-- Index: leads_created, stage_transitions_lead, stage_transitions_voids.
select t.lead_id, t.to_stage, t.at, t.on_day,
       nullif(coalesce(nullif(t.reason, ''), d.lost_reason), '') as "reason?"
from leads l
join stage_transitions t on t.lead_id = l.id
left join deals d on d.id = t.deal_id
where l.created_sort >= $1::timestamptz - interval '1 day' and l.created_sort < $2::timestamptz + interval '1 day'
  and (l.created_at >= $1 and l.created_at < $2 or l.created_on >= $3 and l.created_on < $4)
  and t.voids is null
  and not exists (select 1 from stage_transitions v where v.voids = t.id)
order by t.lead_id, coalesce(t.at, t.on_day::timestamp at time zone 'UTC', '-infinity'), t.recorded_at, t.id

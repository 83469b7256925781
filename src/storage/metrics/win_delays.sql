-- How long did the wins of some days take from the creation of their lead?
-- Grain: one won lead. Binds: $1 and $2 the instants at which the days begin and end, $3 and $4 the days, $5 and $6 now.
-- Index: none, a scan of the log.
select l.created_at, l.created_on, t.at as "won_at?", t.on_day as "won_on?"
from stage_transitions t
join leads l on l.id = t.lead_id
where t.to_stage = 'won'
  and (t.at >= $1 and t.at < $2 and t.at <= $5 or t.on_day >= $3 and t.on_day < $4 and t.on_day <= $6)
  and t.voids is null
  and not exists (select 1 from stage_transitions v where v.voids = t.id)

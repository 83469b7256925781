-- Has anybody tried to reach each of these leads, and did it answer?
-- Grain: one lead. Binds: $1 lead ids. Index: activities_lead. A lead on hold stays there until a person takes it off.
with worked as (
    select a.lead_id,
           bool_or(lower(a.outcome) in ('connected', 'answered', 'replied', 'held')) as answered
    from activities a
    where a.lead_id = any($1) and a.kind <> 'note'
    group by a.lead_id
)
update leads l
set work_status = case when worked.lead_id is null then 'untouched' when worked.answered then 'connected' else 'attempting' end
from unnest($1::uuid[]) as given (id)
left join worked on worked.lead_id = given.id
where l.id = given.id
  and l.work_status <> 'on_hold'
  and l.work_status <> case when worked.lead_id is null then 'untouched' when worked.answered then 'connected' else 'attempting' end

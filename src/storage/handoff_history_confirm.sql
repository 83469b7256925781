-- Which entry into SAL does each imported acceptance confirm? That of its instant, else of its day, else one without a date.
-- Grain: one handoff. Binds: $1 lead ids. Index: handoffs_lead, stage_transitions_lead.
update handoffs h
set sal_entry = entry.id
from handoffs own
cross join lateral (
    select t.id
    from stage_transitions t
    where t.lead_id = own.lead_id
      and t.to_stage = 'sal'
      and t.voids is null
      and not exists (select from stage_transitions v where v.voids = t.id)
      and (t.at = own.decided_at
           or t.at is null
              and (t.on_day is null
                   or t.on_day = (own.decided_at at time zone coalesce((select zone from workspace), 'UTC'))::date))
    order by t.at nulls last, t.on_day nulls last, t.id
    limit 1
) entry
where own.id = h.id
  and own.lead_id = any($1)
  and own.import_id is not null
  and own.decided_by is null
  and own.sal_entry is null
  and own.state in ('accepted', 'returned')

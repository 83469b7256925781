-- Which entries into SAL stand only for an imported acceptance, and are needed no more: the handoff was not accepted
-- after all, or a file tells of the entry itself.
-- Grain: one entry. Binds: $1 lead ids. Index: handoffs_lead, stage_transitions_lead.
delete from stage_transitions t
using handoffs h
where h.lead_id = any($1)
  and h.import_id is not null
  and h.sal_entry = t.id
  and t.import_id is not null
  and t.event_id is null
  and t.deal_id is null
  and not exists (select from stage_transitions v where v.voids = t.id)
  and (h.decided_by is null and h.state not in ('accepted', 'returned')
       or exists (
           select from stage_transitions told
           where told.lead_id = t.lead_id
             and told.to_stage = 'sal'
             and told.at = t.at
             and told.event_id is not null
             and told.voids is null
             and not exists (select from stage_transitions v where v.voids = told.id)))

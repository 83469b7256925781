-- Which leads of this import does nothing else need? They go.
-- Grain: one lead. Binds: $1 import. Index: leads_import, and the lead index of each table asked.
delete from leads l
where l.import_id = $1
  and l.person_fields = '{}'
  and not exists (select 1 from touches t where t.lead_id = l.id)
  and not exists (select 1 from activities a where a.lead_id = l.id)
  and not exists (select 1 from deals d where d.lead_id = l.id)
  and not exists (select 1 from deal_contacts c where c.lead_id = l.id)
  and not exists (select 1 from stage_transitions s where s.lead_id = l.id)
  and not exists (select 1 from handoffs h where h.lead_id = l.id)
  and not exists (select 1 from lead_merges m where m.lead_id = l.id and m.undone_at is null)
  and not exists (
      select 1 from import_rows r join imports i on i.id = r.import_id
      where r.record_id = l.id and r.action = 'updated' and r.import_id <> $1 and i.state <> 'undone')

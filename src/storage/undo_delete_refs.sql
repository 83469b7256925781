-- References that this import made: those to records that are gone, and those that it added to earlier records.
-- A record of its own that stays keeps its references, so that a re-import meets it again.
-- Grain: one reference. Binds: $1 import. Index: external_refs_record.
delete from external_refs r
where r.import_id = $1
  and not exists (select 1 from leads l where l.id = r.record_id and l.import_id = $1)
  and not exists (select 1 from deals d where d.id = r.record_id and d.import_id = $1)
  and not exists (select 1 from campaigns c where c.id = r.record_id and c.import_id = $1)
  and not exists (select 1 from accounts a where a.id = r.record_id and a.import_id = $1)

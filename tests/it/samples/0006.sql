update leads set archived_at = '2026-03-01T00:00:00Z' where id = (select min(id::text)::uuid from leads);

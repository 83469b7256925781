insert into mappings (id, name, body, created_at, user_id)
values ('00000000-0000-7000-8000-0000000000b1', 'crm', 'source = "crm"', '2026-01-04T00:00:00Z', '00000000-0000-7000-8000-000000000011');
insert into imports (id, user_id, source_id, state, created_at, started_at, finished_at)
values ('00000000-0000-7000-8000-0000000000c1', '00000000-0000-7000-8000-000000000011', 1, 'done', '2026-01-04T00:00:00Z', '2026-01-04T00:00:01Z', '2026-01-04T00:00:02Z');
insert into import_files (import_id, position, name, path, bytes, bytes_read, read, inserted, rejected)
values ('00000000-0000-7000-8000-0000000000c1', 0, 'leads.csv', 'imports/leads.csv', 120, 120, 2, 1, 1);
insert into import_rows (import_id, file, line, kind, action, reasons, raw)
values ('00000000-0000-7000-8000-0000000000c1', 0, 3, 'lead', 'rejected', '[{"code": "impossible_date"}]', '{"created_at": "2026-02-31"}');

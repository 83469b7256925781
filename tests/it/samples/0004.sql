insert into imports (id, state, created_at, started_at, finished_at, rows_deleted_at)
values ('00000000-0000-7000-8000-0000000000c4', 'done', '2025-09-01T00:00:00Z', '2025-09-01T00:00:01Z', '2025-09-01T00:00:02Z', '2025-12-01T00:00:00Z');

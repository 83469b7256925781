insert into workspace (name, zone, currency, language, week_start, weekend, fiscal_month, alignment_start, created_at)
values ('Nakheel Trading', 'Asia/Riyadh', 'SAR', 'ar', 7, '{5,6}', 1, '2026-01-01', '2025-12-01T06:00:00Z');
insert into people (id, handle, name, email, team) values
    ('00000000-0000-7000-8000-000000000001', 'huda@example.com', 'هدى القحطاني', 'huda@example.com', 'marketing'),
    ('00000000-0000-7000-8000-000000000002', 'omar faris', 'Omar Faris', null, null);
insert into users (id, person_id, email, email_key, password_hash, role, created_at)
values ('00000000-0000-7000-8000-000000000011', '00000000-0000-7000-8000-000000000001', 'Huda@example.com', 'huda@example.com', 'not a hash', 'admin', '2025-12-01T06:00:00Z');
insert into sessions (token_hash, user_id, csrf, created_at, expires_at)
values ('\x00', '00000000-0000-7000-8000-000000000011', 'token', '2025-12-01T06:00:00Z', '2025-12-31T06:00:00Z');
insert into sign_in_failures (key, at) values ('hash of an account', '2025-12-01T06:00:00Z');
insert into set_up_code (code) values ('code');
insert into events (id, at, user_id, verb, kind, record, fields, detail)
values ('00000000-0000-7000-8000-000000000021', '2025-12-01T06:00:00Z', '00000000-0000-7000-8000-000000000011', 'updated', 'workspace', null, '{zone}', '{"zone": "Asia/Riyadh"}');

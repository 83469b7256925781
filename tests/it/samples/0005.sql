insert into one_time_links (token_hash, user_id, made_by, created_at, expires_at)
values ('\x01', '00000000-0000-7000-8000-000000000011', null, '2025-12-02T06:00:00Z', '2025-12-03T06:00:00Z');

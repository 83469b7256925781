insert into handoffs (id, lead_id, state, policy_id, offered_at, route, assigned_at, touched_at, told_touch_at, response_seconds,
                      response_unheld_seconds, decided_at, decision_seconds, event_id, import_id, recorded_at)
values ('00000000-0000-7000-8000-000000000151', '00000000-0000-7000-8000-000000000062', 'accepted', '00000000-0000-7000-8000-000000000111',
        '2025-12-02T08:00:00Z', 'imported', '2025-12-02T08:00:00Z', '2025-12-02T09:00:00Z', '2025-12-02T09:00:00Z', 3600, 3600,
        '2025-12-02T09:00:00Z', 3600, 'H1', '00000000-0000-7000-8000-0000000000aa', '2025-12-02T08:00:00Z');

insert into sla_policies (id, key, version, name, position, assign_minutes, touch_minutes, decide_minutes, made_at)
values ('00000000-0000-7000-8000-000000000111', '00000000-0000-7000-8000-000000000112', 1, 'Usual', 1, 30, 240, 960, '2026-03-01T00:00:00Z');
insert into offer_rules (id, name, position, route, made_at)
values ('00000000-0000-7000-8000-000000000113', 'Every MQL', 1, 'round_robin', '2026-03-01T00:00:00Z');
-- One that waits, one accepted and touched in time, one back with a reply.
insert into handoffs (id, lead_id, state, policy_id, calendar_id, offered_at, route, rule_id, recorded_at)
values ('00000000-0000-7000-8000-000000000121', '00000000-0000-7000-8000-000000000061', 'offered', '00000000-0000-7000-8000-000000000111',
        '00000000-0000-7000-8000-000000000101', '2026-03-02T08:00:00Z', 'queue', '00000000-0000-7000-8000-000000000113', '2026-03-02T08:00:00Z');
insert into handoffs (id, lead_id, state, policy_id, offered_at, route, assignee_id, assigned_at, touched_at, response_seconds, response_unheld_seconds,
                      decided_at, decided_by, decision_seconds, recorded_at)
values ('00000000-0000-7000-8000-000000000122', '00000000-0000-7000-8000-000000000062', 'accepted', '00000000-0000-7000-8000-000000000111',
        '2026-02-02T08:00:00Z', 'person', '00000000-0000-7000-8000-000000000002', '2026-02-02T08:10:00Z', '2026-02-02T09:10:00Z', 3600, 3600,
        '2026-02-02T09:10:00Z', '00000000-0000-7000-8000-000000000002', 4200, '2026-02-02T08:00:00Z');
insert into handoffs (id, lead_id, state, policy_id, offered_at, route, assignee_id, assigned_at, decided_at, decided_by, decision_seconds,
                      reason, reply, replied_at, recorded_at)
values ('00000000-0000-7000-8000-000000000123', '00000000-0000-7000-8000-000000000062', 'rejected', '00000000-0000-7000-8000-000000000111',
        '2026-01-12T08:00:00Z', 'person', '00000000-0000-7000-8000-000000000002', '2026-01-12T08:10:00Z', '2026-01-12T09:10:00Z',
        '00000000-0000-7000-8000-000000000002', 4200, 'no_budget', 'agreed', '2026-01-13T09:10:00Z', '2026-01-12T08:00:00Z');
insert into handoff_assignments (id, handoff_id, at, person_id, because)
values ('00000000-0000-7000-8000-000000000124', '00000000-0000-7000-8000-000000000122', '2026-02-02T08:10:00Z', '00000000-0000-7000-8000-000000000002', 'person');
insert into next_steps (id, lead_id, handoff_id, person_id, due_on, what, made_at)
values ('00000000-0000-7000-8000-000000000125', '00000000-0000-7000-8000-000000000062', '00000000-0000-7000-8000-000000000122',
        '00000000-0000-7000-8000-000000000002', '2026-02-05', 'Send the offer', '2026-02-02T09:10:00Z');
insert into notifications (id, person_id, at, kind, handoff_id, lead_id)
values ('00000000-0000-7000-8000-000000000126', '00000000-0000-7000-8000-000000000002', '2026-02-02T08:10:00Z', 'offered',
        '00000000-0000-7000-8000-000000000122', '00000000-0000-7000-8000-000000000062');

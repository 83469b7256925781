-- One that went, one that was given up, and a test that waits.
insert into notifications (id, person_id, at, kind, handoff_id, lead_id, turn, by_id)
values ('00000000-0000-7000-8000-000000000161', '00000000-0000-7000-8000-000000000002', '2026-02-02T08:20:00Z', 'accepted',
        '00000000-0000-7000-8000-000000000122', '00000000-0000-7000-8000-000000000062', 1, '00000000-0000-7000-8000-000000000002');
insert into outbox (id, person_id, notification_id, state, made_at, send_after, give_up_at, tries, sent_at)
values ('00000000-0000-7000-8000-000000000162', '00000000-0000-7000-8000-000000000002', '00000000-0000-7000-8000-000000000161', 'sent',
        '2026-02-02T08:20:00Z', '2026-02-02T08:25:00Z', '2026-02-02T14:20:00Z', 1, '2026-02-02T08:20:03Z');
insert into outbox (id, person_id, notification_id, state, made_at, send_after, give_up_at, tries, error)
values ('00000000-0000-7000-8000-000000000163', '00000000-0000-7000-8000-000000000002', '00000000-0000-7000-8000-000000000126', 'failed',
        '2026-02-02T08:10:00Z', '2026-02-02T08:10:00Z', '2026-02-02T14:10:00Z', 5, 'permanent error (550): unknown mailbox');
insert into outbox (id, person_id, made_at, send_after, give_up_at)
values ('00000000-0000-7000-8000-000000000164', '00000000-0000-7000-8000-000000000002', '2026-02-03T08:10:00Z', '2026-02-03T08:10:00Z', '2026-02-03T14:10:00Z');

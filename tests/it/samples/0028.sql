insert into derived_handoff_days (day, settled_at, counts) values ('2026-03-01', '2026-03-09T10:00:00Z', '{"offered": 1}');

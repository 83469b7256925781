insert into calendars (id, team, version, zone, hours, made_at)
values ('00000000-0000-7000-8000-000000000101', 'sales', 1, 'Asia/Riyadh', '{"1": [[540, 1020]], "7": [[540, 1020]]}', '2026-03-01T00:00:00Z');
insert into holidays (id, on_day, name, hijri, made_at)
values ('00000000-0000-7000-8000-000000000102', '2026-03-20', 'عيد الفطر', true, '2026-03-01T00:00:00Z');
insert into leaves (id, person_id, from_on, to_on, made_at)
values ('00000000-0000-7000-8000-000000000103', '00000000-0000-7000-8000-000000000002', '2026-03-10', '2026-03-12', '2026-03-01T00:00:00Z');

insert into sql_criteria (key, name, position) values ('fit', 'Uses our kind of system', 5);
insert into qualifications (id, lead_id, handoff_id, entry_id, qualified_at, qualified_by, met, missing, because)
values ('00000000-0000-7000-8000-000000000241', '00000000-0000-7000-8000-000000000062', '00000000-0000-7000-8000-000000000122',
        '00000000-0000-7000-8000-000000000242', '2026-02-04T09:10:00Z', '00000000-0000-7000-8000-000000000002',
        '{need,budget}', '{authority,timing}', 'Their tender closes this month');

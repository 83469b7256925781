insert into kpis (id, key) values ('00000000-0000-7000-8000-000000000181', 'sla_attainment');

insert into derived_dirty (lead_days, deal_days) values ('{2026-01-01}', '{}');
insert into derived_lead_days
values ('2026-01-01', 0, 0, 0, '{}', '{}', '{}', '{}', '{}', '{}', '{}', '', '', '', '', '', '', '', '', '', '', '', '', '', '', '', '');
insert into derived_deal_days
values ('2026-01-01', true, 0, '{}', '{}', '{}', '{}', '{}', '{}', '{}', '{}', '{}', '', '', '', '', '', '', '', '', '', '', '', '', '', '', '');

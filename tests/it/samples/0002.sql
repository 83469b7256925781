insert into sources (name) values ('crm');
insert into accounts (id, name, name_key, recorded_at)
values ('00000000-0000-7000-8000-000000000031', 'Sidra Foods', 'sidra foods', '2026-01-02T00:00:00Z');
insert into campaigns (id, name, name_key, channel, start_on, end_on, budget_minor, budget_currency, recorded_at)
values ('00000000-0000-7000-8000-000000000041', 'Ramadan 2026', 'ramadan 2026', 'Paid Search', '2026-02-01', '2026-03-31', 5000000, 'SAR', '2026-01-02T00:00:00Z');
insert into campaign_costs (id, campaign_id, start_on, end_on, category, amount_minor, currency, source_id, event_id, recorded_at)
values ('00000000-0000-7000-8000-000000000051', '00000000-0000-7000-8000-000000000041', '2026-02-01', '2026-02-28', 'media', 120000, 'SAR', 1, 'c1', '2026-03-01T00:00:00Z');
-- One lead known to the second, one known to the day.
insert into leads (id, email, email_key, first_name, account_id, campaign_id, created_at, owner_id, current_stage, furthest_stage, recorded_at)
values ('00000000-0000-7000-8000-000000000061', 'Sami@example.com', 'sami@example.com', 'Sami', '00000000-0000-7000-8000-000000000031', '00000000-0000-7000-8000-000000000041', '2026-01-03T08:00:00Z', '00000000-0000-7000-8000-000000000002', 'won', 'won', '2026-01-04T00:00:00Z');
insert into leads (id, phone, phone_key, created_on, recorded_at)
values ('00000000-0000-7000-8000-000000000062', '0501234567', '+966501234567', '2026-01-05', '2026-01-06T00:00:00Z');
insert into external_refs (source_id, kind, external_id, record_id) values (1, 'lead', '7001', '00000000-0000-7000-8000-000000000061');
-- A won deal with an amount, an open one without.
insert into deals (id, name, account_id, lead_id, amount_minor, currency, opened_at, closed_on, outcome, business, recorded_at)
values ('00000000-0000-7000-8000-000000000071', 'First order', '00000000-0000-7000-8000-000000000031', '00000000-0000-7000-8000-000000000061', 900000, 'SAR', '2026-01-10T09:00:00Z', '2026-02-20', 'won', 'new', '2026-02-21T00:00:00Z');
insert into deals (id, opened_on, placeholder, recorded_at) values ('00000000-0000-7000-8000-000000000072', '2026-02-01', true, '2026-02-21T00:00:00Z');
insert into deal_contacts (deal_id, lead_id) values ('00000000-0000-7000-8000-000000000071', '00000000-0000-7000-8000-000000000062');
insert into stage_transitions (id, lead_id, to_stage, at, deal_id, recorded_at)
values ('00000000-0000-7000-8000-000000000081', '00000000-0000-7000-8000-000000000061', 'opportunity', '2026-01-10T09:00:00Z', '00000000-0000-7000-8000-000000000071', '2026-02-21T00:00:00Z');
insert into stage_transitions (id, lead_id, to_stage, voids, recorded_at)
values ('00000000-0000-7000-8000-000000000082', '00000000-0000-7000-8000-000000000061', 'sql', '00000000-0000-7000-8000-000000000081', '2026-02-22T00:00:00Z');
insert into touches (id, lead_id, campaign_id, channel, kind, side, occurred_at, source_id, event_id, recorded_at)
values ('00000000-0000-7000-8000-000000000091', '00000000-0000-7000-8000-000000000061', '00000000-0000-7000-8000-000000000041', 'Paid Search', 'ad', 'marketing', '2026-01-03T07:59:00Z', 1, 't1', '2026-01-04T00:00:00Z');
insert into touches (id, visitor, channel, side, occurred_on, recorded_at)
values ('00000000-0000-7000-8000-000000000092', 'visitor-1', 'Direct', 'marketing', '2026-01-03', '2026-01-04T00:00:00Z');
insert into activities (id, lead_id, kind, happened_at, logged_at, actor_id, note, recorded_at)
values ('00000000-0000-7000-8000-0000000000a1', '00000000-0000-7000-8000-000000000061', 'call', '2026-01-03T09:00:00Z', '2026-01-03T09:05:00Z', '00000000-0000-7000-8000-000000000002', 'اتصال أول', '2026-01-04T00:00:00Z');
insert into exchange_rates (currency, on_day, rate) values ('USD', '2026-01-01', 3.75);

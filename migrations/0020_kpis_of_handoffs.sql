-- The two numbers of handoffs that both teams may set a target for.
alter table kpis drop constraint kpis_key_known;
alter table kpis add constraint kpis_key_known check (key in (
    'within_horizon', 'cycle', 'cac', 'revenue', 'revenue_growth', 'leads', 'win_rate', 'lead_quality', 'sla_attainment', 'acceptance'
));

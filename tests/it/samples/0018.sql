update derived_lead_days set leads = 1;
update derived_deal_days set deals = 1;

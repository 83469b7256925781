-- The curves of the cycle page follow the deals opened in a period, and name how many have no opening date.

create index deals_opened_at on deals (opened_at) where opened_at is not null;
create index deals_opened_on on deals (opened_on) where opened_on is not null;
create index deals_unopened on deals (id) where opened_at is null and opened_on is null;

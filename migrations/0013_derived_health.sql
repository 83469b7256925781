-- How long days wait to be built, and when building failed: what the doctor and the metrics tell.

alter table derived_dirty add column marked_at timestamptz not null default now();
comment on column derived_dirty.marked_at is 'since when the oldest of these days waits';
alter table derived_state add column failed_at timestamptz;
comment on column derived_state.failed_at is 'when building failed, until it succeeds again; the log says why';

-- The rows that an import remembers hold personal data: they are deleted 90 days after it.

alter table imports add column rows_deleted_at timestamptz;
comment on column imports.rows_deleted_at is 'when its rejected rows and the values before its changes were deleted: it cannot be taken back any more';
create index imports_to_forget on imports (created_at) where rows_deleted_at is null;

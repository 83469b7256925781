-- Working with records by hand: found in any spelling, sorted in both languages, put out of sight.

alter table leads add column archived_at timestamptz;
alter table deals add column archived_at timestamptz;
alter table accounts add column archived_at timestamptz;
alter table campaigns add column archived_at timestamptz;
comment on column leads.archived_at is 'out of sight since; it stays in every count';

-- The same folding as domain::text::fold of what is stored without invisible marks.
create function mihwar_fold(value text) returns text language sql immutable strict parallel safe as $$
    select translate(lower(value collate "und-x-icu"),
        U&'\0623\0625\0622\0671\0629\0649\06CC\06A9\0660\0661\0662\0663\0664\0665\0666\0667\0668\0669\06F0\06F1\06F2\06F3\06F4\06F5\06F6\06F7\06F8\06F9\0640\064B\064C\064D\064E\064F\0650\0651\0652\0670',
        U&'\0627\0627\0627\0627\0647\064A\064A\0643' || '01234567890123456789')
$$;

-- Arabic letters as ASCII: in a database whose locale is C, trigrams are made of ASCII only. Two letters may become one,
-- so what this finds is always compared again as it is written.
create function mihwar_letters(value text) returns text language sql immutable strict parallel safe as $$
    select translate(value,
        U&'\0621\0624\0626\0627\0628\062A\062B\062C\062D\062E\062F\0630\0631\0632\0633\0634\0635\0636\0637\0638\0639\063A\0641\0642\0643\0644\0645\0646\0647\0648\064A\067E\0686\06AF',
        'iwyabtcjhkdzrzsxsdtzegfqklmnhwypcg')
$$;

alter table leads
    add column search text generated always as (
        mihwar_fold(coalesce(first_name, '') || ' ' || coalesce(last_name, '') || ' ' || coalesce(company, '') || ' ' || coalesce(email, ''))
        || ' ' || regexp_replace(mihwar_fold(coalesce(phone, '')), '[^0-9]', '', 'g')
    ) stored,
    add column sort_name text generated always as (
        left(coalesce(nullif(btrim(coalesce(first_name, '') || ' ' || coalesce(last_name, '')), ''), company, email, ''), 200)
    ) stored;
comment on column leads.search is 'names, company and address folded, and the digits of the phone number';

-- Without pg_trgm (it is trusted since Postgres 13, but a host may not have it) searching is slower, not wrong.
do $$
begin
    create extension if not exists pg_trgm;
    create index leads_search on leads using gin (mihwar_letters(search) gin_trgm_ops);
    create index accounts_search on accounts using gin (mihwar_letters(name_key) gin_trgm_ops);
exception
    when undefined_file or feature_not_supported or insufficient_privilege then
        raise notice 'pg_trgm is not there: searching leads reads all of them';
end
$$;

create index leads_name_en on leads (sort_name collate "en-x-icu", id);
create index leads_name_ar on leads (sort_name collate "ar-x-icu", id);
create index accounts_name_en on accounts (left(name, 200) collate "en-x-icu", id);
create index accounts_name_ar on accounts (left(name, 200) collate "ar-x-icu", id);
create index leads_campaign on leads (campaign_id) where campaign_id is not null;
create index campaign_costs_campaign on campaign_costs (campaign_id) where campaign_id is not null;
create index import_rows_record on import_rows (record_id) where record_id is not null;

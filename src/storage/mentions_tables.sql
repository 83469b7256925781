-- Which tables hold texts, in which columns, and by which columns do they belong to leads?
-- Grain: one table. Binds: $1 tables to leave out. Index: the catalogue's own.
select c.relname::text,
       array_agg(a.attname::text order by a.attnum)
           filter (where a.atttypid in ('text'::regtype, 'varchar'::regtype, 'json'::regtype, 'jsonb'::regtype) and a.attgenerated = ''),
       coalesce(array_agg(a.attname::text order by a.attnum) filter (where (c.oid = 'leads'::regclass and a.attname = 'id') 
           or exists (select from pg_constraint f
                      where f.contype = 'f' and f.conrelid = c.oid and f.confrelid = 'leads'::regclass and f.conkey = array[a.attnum])
           -- an id that no constraint leads anywhere may be that of a lead
           or (a.atttypid = 'uuid'::regtype and a.attname not in ('id', 'import_id') and not exists (
               select from pg_constraint f where f.contype = 'f' and f.conrelid = c.oid and f.conkey = array[a.attnum]))), '{}')
from pg_class c
join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
where c.relnamespace = 'public'::regnamespace and c.relkind = 'r' and c.relname <> all ($1)
group by c.relname
having count(*) filter (where a.atttypid in ('text'::regtype, 'varchar'::regtype, 'json'::regtype, 'jsonb'::regtype) and a.attgenerated = '') > 0
order by c.relname

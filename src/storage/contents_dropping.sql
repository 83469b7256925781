-- With which statements does the schema public become empty? What belongs to an extension stays.
-- Grain: one object. Binds: none. Index: the catalogue's own.
with own as (
    select 1 as step, c.oid, 'pg_class'::regclass as kind,
           format('drop %s if exists %s cascade',
                  case c.relkind when 'v' then 'view' when 'm' then 'materialized view' when 'S' then 'sequence'
                                 when 'f' then 'foreign table' else 'table' end,
                  c.oid::regclass) as statement
    from pg_class c
    where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p', 'v', 'm', 'S', 'f')
      -- the sequence of an identity column goes with its table
      and not exists (select from pg_depend d where d.classid = 'pg_class'::regclass and d.objid = c.oid and d.deptype in ('a', 'i'))
    union all
    select 2, p.oid, 'pg_proc'::regclass,
           format('drop %s if exists %s cascade',
                  case p.prokind when 'p' then 'procedure' when 'a' then 'aggregate' else 'function' end, p.oid::regprocedure)
    from pg_proc p
    where p.pronamespace = 'public'::regnamespace
    union all
    select 3, t.oid, 'pg_type'::regclass, format('drop type if exists %s cascade', t.oid::regtype)
    from pg_type t
    where t.typnamespace = 'public'::regnamespace
      and (t.typtype in ('e', 'd', 'r') or exists (select from pg_class c where c.oid = t.typrelid and c.relkind = 'c'))
    union all
    select 4, c.oid, 'pg_collation'::regclass, format('drop collation if exists public.%I cascade', c.collname)
    from pg_collation c
    where c.collnamespace = 'public'::regnamespace
)
select statement
from own
where not exists (select from pg_depend d where d.classid = own.kind and d.objid = own.oid and d.deptype = 'e')
order by step, statement

insert into api_tokens (id, name, token_hash, tail, scopes, source_id, created_at)
select gen_random_uuid(), 'Web form', '\x00', '0000', array['leads:write'], id, '2026-03-01T00:00:00Z' from sources order by id limit 1;
insert into imports (id, source_id, state, created_at, token_id, day)
select gen_random_uuid(), source_id, 'done', created_at, id, '2026-03-01' from api_tokens;
update touches set raw = '{"utm_source": "google"}' where id = (select id from touches order by id limit 1);

# A throw-away Postgres for tests: a socket in a folder under /tmp, nothing on the network, nothing synced to disk, gone
# with the script. Needs machine.sh.
# shellcheck shell=bash

# Postgres refuses to run as root: there the system's user postgres runs it.
as_postgres() {
  if [ "$(id -u)" = 0 ]; then
    (cd / && su postgres -s /bin/sh -c 'exec "$0" "$@"' -- "$@")
  else
    "$@"
  fi
}

start_cluster() {
  cluster=$(mktemp -d /tmp/mihwar-test.XXXXXX)
  trap stop_cluster EXIT
  trap 'exit 130' INT
  trap 'exit 143' TERM
  if [ "$(id -u)" = 0 ]; then
    chown postgres "$cluster"
  fi
  as_postgres "$pg_bin/initdb" -D "$cluster/data" -U mihwar -A trust -E UTF8 --locale=C -N >/dev/null
  as_postgres "$pg_bin/pg_ctl" start -w -D "$cluster/data" -l "$cluster/log" -o "-k $cluster -c listen_addresses= \
    -c fsync=off -c synchronous_commit=off -c full_page_writes=off -c max_connections=200 -c shared_buffers=256MB" \
    >/dev/null 2>&1 </dev/null || stop "The throw-away Postgres did not start: $(tail -n 3 "$cluster/log")"
}

stop_cluster() {
  as_postgres "$pg_bin/pg_ctl" stop -w -D "$cluster/data" -m immediate >/dev/null 2>&1 </dev/null || true
  rm -rf "$cluster"
}

# cluster_url DATABASE: how to connect.
cluster_url() { printf 'postgres://mihwar@localhost/%s?host=%s' "$1" "$cluster"; }

run_sql() {
  local psql=$pg_bin/psql
  [ -x "$psql" ] || psql=psql
  "$psql" -h "$cluster" -U mihwar -X -q -v ON_ERROR_STOP=1 "$@"
}

# A database with the schema of the migrations. psql applies them and not our own binary: that cannot be built before
# the data of its queries is there.
make_migrated_database() {
  local file
  run_sql -d postgres -c "create database $1"
  for file in migrations/*.sql; do
    if head -n 1 "$file" | grep -q '^-- no-transaction'; then
      run_sql -d "$1" -f "$file" >/dev/null
    else
      run_sql -d "$1" -1 -f "$file" >/dev/null
    fi
  done
}

# with_live_queries FOLDER COMMAND…: runs a cargo command whose query macros ask a migrated database and leave what it
# said in FOLDER. The macros run again only where their crates are compiled again, so those are touched.
with_live_queries() {
  local folder=$1
  shift
  make_migrated_database queries
  touch src/lib.rs src/main.rs tests/it/main.rs benches/*/main.rs
  SQLX_OFFLINE=false SQLX_OFFLINE_DIR=$folder DATABASE_URL=$(cluster_url queries) "$@"
}

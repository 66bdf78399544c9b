#!/usr/bin/env bash
# Two PostgreSQL servers for a test: one that takes writes, and a replica that has every commit before it is confirmed.
# usage: tests/server/failover.sh start FOLDER    prints the address of a database on both
#        tests/server/failover.sh fail FOLDER     the first is gone in the middle of what it does; the replica takes over
#        tests/server/failover.sh stop FOLDER
set -euo pipefail
folder=$2
PATH=$(ls -d /usr/lib/postgresql/*/bin 2>/dev/null | sort -V | tail -n1):$PATH
as_postgres() { if [ "$(id -u)" = 0 ]; then (cd / && setpriv --reuid=postgres --regid=postgres --init-groups "$@"); else "$@"; fi; }
sql() { psql -X -q -v ON_ERROR_STOP=1 -h "$folder/first" -U postgres -d "$1" -c "$2"; }

start() {
  mkdir -p "$folder/first" "$folder/second"
  [ "$(id -u)" != 0 ] || chown -R postgres "$folder"
  as_postgres initdb -D "$folder/first/data" -U postgres -A trust -E UTF8 --locale=C --no-sync
  printf '%s\n' "listen_addresses = ''" "unix_socket_directories = '$folder/first'" 'fsync = off' 'shared_buffers = 16MB' \
    'max_wal_senders = 3' | as_postgres tee -a "$folder/first/data/postgresql.conf"
  as_postgres pg_ctl -D "$folder/first/data" -l "$folder/first/log" -w start
  sql postgres 'CREATE ROLE waymark LOGIN'
  sql postgres 'CREATE DATABASE waymark OWNER waymark'
  as_postgres pg_basebackup -h "$folder/first" -U postgres -D "$folder/second/data" -R -X stream -c fast --no-sync
  printf '%s\n' "unix_socket_directories = '$folder/second'" | as_postgres tee -a "$folder/second/data/postgresql.conf"
  as_postgres pg_ctl -D "$folder/second/data" -l "$folder/second/log" -w start
  # not before the replica is made: it would wait for one of its own when it takes over
  sql postgres "ALTER SYSTEM SET synchronous_standby_names = '*'"
  sql postgres 'SELECT pg_reload_conf()'
}

fail() {
  local first; first=$(head -n 1 "$folder/first/data/postmaster.pid")
  kill -9 "$first" $(cat "/proc/$first/task/$first/children")
  as_postgres pg_ctl -D "$folder/second/data" -w promote
}

stop() {
  for data in "$folder"/*/data; do as_postgres pg_ctl -D "$data" -m immediate stop || true; done
  rm -rf "$folder"
}

case $1 in
  start) start >&2; echo "postgresql:///waymark?host=$folder/first,$folder/second&user=waymark&target_session_attrs=read-write" ;;
  fail) fail >&2 ;;
  stop) stop >&2 ;;
esac

#!/usr/bin/env bash
# A PostgreSQL for tests: prints the folder of its socket. It is started when it is not there, keeps nothing, and ends
# by itself two minutes after somebody last asked for it. PostgreSQL refuses to run as root: it then runs as postgres.
# usage: tests/server/postgres.sh STATE-FOLDER
set -euo pipefail
state=$(realpath -m "$1"); mkdir -p "$state"
PATH=$(ls -d /usr/lib/postgresql/*/bin 2>/dev/null | sort -V | tail -n1):$PATH
as_postgres() { if [ "$(id -u)" = 0 ]; then (cd / && setpriv --reuid=postgres --regid=postgres --init-groups "$@"); else "$@"; fi; }

exec 9>"$state/lock"; flock 9
touch "$state/asked"
folder=$(cat "$state/folder" 2>/dev/null || true)
if [ -n "$folder" ] && pg_isready -q -h "$folder"; then echo "$folder"; exit 0; fi

folder=$(mktemp -d /tmp/waymark-postgres-XXXXXX)  # not TMPDIR: postgres has to get there, too
[ "$(id -u)" != 0 ] || chown postgres "$folder"
{
  as_postgres initdb -D "$folder/data" -U postgres -A trust -E UTF8 --locale=C --no-sync
  # in the file, where ALTER SYSTEM goes before it: a measurement wants fsync
  printf '%s\n' "listen_addresses = ''" "unix_socket_directories = '$folder'" 'fsync = off' 'full_page_writes = off' \
    'max_connections = 200' 'shared_buffers = 64MB' | as_postgres tee -a "$folder/data/postgresql.conf"
  as_postgres pg_ctl -D "$folder/data" -l "$folder/log" -w start
  # not a superuser: those see every row, whatever the policies say
  psql -q -h "$folder" -U postgres -c "CREATE ROLE waymark LOGIN" postgres
} >"$state/log" 2>&1 9>&- || { cat "$state/log" >&2; exit 1; }
echo "$folder" >"$state/folder"

stop_when_unused() {
  while sleep 5; do
    flock 8
    [ $(($(date +%s) - $(stat -c %Y "$state/asked" || echo 0))) -lt 120 ] || break
    flock -u 8
  done
  as_postgres pg_ctl -D "$folder/data" -m immediate stop
  rm -rf "$folder" "$state/folder"
}
trap '' HUP
(exec 9>&- 8>"$state/lock"; stop_when_unused) </dev/null >/dev/null 2>&1 &
echo "$folder"

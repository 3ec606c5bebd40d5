# For the scripts beside it to source, from the top of the tree: starts the server that is measured, on an empty data
# directory and a free port of the loopback. Sets java, work (a directory that goes with the script), server (the process), port,
# key (of an admin of project 1), and the PG… variables for its own PostgreSQL.
#   SERVER_COMMAND  starts another server than target/hedgerow.jar
#   SERVER_OPTIONS  options of the JVM

java=java
for home in "${JAVA_HOME:-}" /usr/lib/jvm/*; do
  if grep -q '^JAVA_VERSION="25' "$home/release" 2>/dev/null; then java="$home/bin/java"; break; fi
done
command=${SERVER_COMMAND:-$java ${SERVER_OPTIONS:-} -jar $(realpath target/hedgerow.jar)}
work=$(mktemp -d)
chmod 755 "$work"
server=
finish() { [ -z "$server" ] || { kill "$server" 2>/dev/null && wait "$server" || true; }; rm -rf "$work"; }
trap finish EXIT

key=phx_bench_$(od -An -N8 -tx1 /dev/urandom | tr -d ' \n')
port=$(python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])')
(cd "$work" && exec env SERVER_PORT="$port" HEDGEROW_BOOTSTRAP_API_KEY="$key" $command >server.log 2>&1) &
server=$!
until curl -fsS "http://127.0.0.1:$port/_readyz" >/dev/null 2>&1; do
  kill -0 "$server" 2>/dev/null || { cat "$work/server.log"; exit 1; }
  sleep 0.2
done

export PGPASSWORD PGHOST=127.0.0.1 PGPORT PGUSER=hedgerow PGDATABASE=hedgerow
PGPASSWORD=$(cat "$work/data/postgres/password")
PGPORT=$(cat "$work/data/postgres/port")

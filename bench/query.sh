#!/usr/bin/env bash
# What `/query/` costs beside the bare DuckDB driver running the SQL that HogQL is compiled to, both in one run on one machine.
# Needs target/hedgerow.jar, target/classes and the jars of DuckDB and ANTLR in the local repository. Loopback only.
set -euo pipefail
cd "$(dirname "$0")/.."

java=java
for home in "${JAVA_HOME:-}" /usr/lib/jvm/*; do
  if grep -q '^JAVA_VERSION="25' "$home/release" 2>/dev/null; then java="$home/bin/java"; break; fi
done
repository=${MAVEN_REPOSITORY:-$HOME/.m2/repository}
jars() { find "$repository/$1" -name '*.jar' ! -name '*sources*' | tr '\n' ':'; }
libraries=target/classes:$(jars org/duckdb/duckdb_jdbc)$(jars org/antlr/antlr4-runtime/4.13.2)$(jars org/jspecify/jspecify/1.0.1)

jar=$(realpath target/hedgerow.jar)
work=$(mktemp -d)
chmod 755 "$work"
server=
finish() { [ -z "$server" ] || { kill "$server" 2>/dev/null && wait "$server" || true; }; rm -rf "$work"; }
trap finish EXIT

key=phx_bench_$(od -An -N8 -tx1 /dev/urandom | tr -d ' \n')
port=$(python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])')
# One key asks for all clients here, so that its turn must not be what is measured.
(cd "$work" && exec env SERVER_PORT="$port" HEDGEROW_BOOTSTRAP_API_KEY="$key" HEDGEROW_QUERY_CONCURRENT_PER_KEY=8 \
  "$java" -jar "$jar" >server.log 2>&1) &
server=$!
until curl -fsS "http://127.0.0.1:$port/_readyz" >/dev/null 2>&1; do
  kill -0 "$server" || { cat "$work/server.log"; exit 1; }
  sleep 0.2
done

"$java" --enable-native-access=ALL-UNNAMED -cp "$libraries" bench/query/QueryOverhead.java "http://127.0.0.1:$port" "$key"

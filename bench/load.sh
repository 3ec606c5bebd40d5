#!/usr/bin/env bash
# Requests a second and latencies of a list of 100 rows and of a detail route, beside pgbench running the list's SELECT on
# the same PostgreSQL in the same run, and beside a route that answers a constant, which is what HTTP itself costs here.
# pgbench fetches the columns that the list shows, all 100 rows, over as many connections, by prepared statements, as our
# driver does. Needs target/hedgerow.jar, wrk, pgbench, psql and python3. Loopback only.
#   bench/load.sh [seconds per measurement, default 10]
set -euo pipefail
cd "$(dirname "$0")/.."

seconds=${1:-10}
. bench/server.sh
url=http://127.0.0.1:$port/api/projects/1/insight_variables/
for i in $(seq 1 100); do
  id=$(curl -fsS "$url" -H "Authorization: Bearer $key" -d "name=variable $i" -d type=String | sed 's/^{"id":"\([^"]*\)".*/\1/')
done

cat >"$work/list.sql" <<'SQL'
SELECT id, name, type, default_value, created_by, created_at, code_name, "values", is_multi, values_query,
       values_query_connection_id
  FROM insight_variable WHERE team_id = 1 ORDER BY created_at, id LIMIT 500 OFFSET 0;
SQL

# --- one line a measurement: what, connections, a second, p50 ms, p99 ms
pg() {
  (cd "$work" && pgbench -n -M prepared -f list.sql -c "$1" -j 2 -T "$seconds" -l --log-prefix=pg >pg.out 2>&1)
  python3 - "$work" "$1" "$seconds" <<'PY'
import glob, os, sys
work, connections, seconds = sys.argv[1], sys.argv[2], float(sys.argv[3])
times = sorted(int(line.split()[2]) for name in glob.glob(work + "/pg.[0-9]*") for line in open(name))
for name in glob.glob(work + "/pg.[0-9]*"): os.remove(name)
at = lambda share: times[min(len(times) - 1, int(len(times) * share))] / 1000
print(f"| pgbench, the list's SELECT | {connections} | {len(times) / seconds:.0f} | {at(.5):.2f} | {at(.99):.2f} |")
PY
}

http() {
  wrk -t"$(($2 > 1 ? 2 : 1))" -c"$2" -d"${seconds}s" --latency -H "Authorization: Bearer $key" "$3" >"$work/wrk.out"
  python3 - "$work/wrk.out" "$1" "$2" <<'PY'
import re, sys
text = open(sys.argv[1]).read()
unit = {"us": .001, "ms": 1, "s": 1000}
def at(share):
    number, of = re.search(rf"\n\s+{share}%\s+([\d.]+)(us|ms|s)", text).groups()
    return float(number) * unit[of]
rate = float(re.search(r"Requests/sec:\s+([\d.]+)", text).group(1))
errors = re.search(r"(Non-2xx.*|Socket errors.*)", text)
print(f"| {sys.argv[2]} | {sys.argv[3]} | {rate:.0f} | {at(50):.2f} | {at(99):.2f} |" + (f" {errors.group(1)}" if errors else ""))
PY
}

# What a server that has run for a while has: code that is compiled, tables whose size PostgreSQL knows.
psql -qX -c 'VACUUM ANALYZE'
wrk -t2 -c16 -d"${WARM_UP:-40}s" -H "Authorization: Bearer $key" "$url" >/dev/null
wrk -t2 -c16 -d10s "http://127.0.0.1:$port/_livez" >/dev/null
wrk -t2 -c16 -d5s -H "Authorization: Bearer $key" "$url$id/" >/dev/null

echo "| what | connections | per second | p50 ms | p99 ms |"
echo "| --- | --- | --- | --- | --- |"
for connections in 1 16 64; do
  pg "$connections"
  http "list of 100" "$connections" "$url"
  http "detail" "$connections" "$url$id/"
  http "/_livez, a constant" "$connections" "http://127.0.0.1:$port/_livez"
done

#!/usr/bin/env bash
# Change data capture of PostgreSQL, over HTTP: reading a table as a whole, then inserts and updates in transactions of a
# thousand rows as fast as one session writes them, until a query shows the last one; then how long single changes take to
# show. The source is a database on the server's own embedded PostgreSQL, so that its metadata go through the same log.
# Needs target/hedgerow.jar (or SERVER_COMMAND, which starts the server), psql, python3 and an idle machine. Loopback only.
#   bench/cdc.sh [rows, default 1000000] [changes of each kind, default 500000] [single changes, default 20]
# Some two minutes at these sizes on two cores.
set -euo pipefail
cd "$(dirname "$0")/.."

rows=${1:-1000000}
changes=${2:-500000}
singles=${3:-20}
. bench/server.sh

psql -qX -v ON_ERROR_STOP=1 -c 'CREATE DATABASE shop'
PGDATABASE=shop
psql -qX -v ON_ERROR_STOP=1 <<SQL
CREATE FUNCTION items(first bigint, last bigint) RETURNS TABLE (
    id bigint, number int, name text, note text, amount numeric(18,2), x float8, flag boolean, seen timestamptz, day date,
    doc jsonb) LANGUAGE sql AS \$\$
SELECT n, (n % 1000)::int, nullif('name ' || n % 50, 'name 7'), 'a note on row ' || n, (n * 0.37)::numeric(18,2), n / 3.0,
       n % 2 = 0, timestamptz '2024-01-01' + n * interval '1 second', date '2000-01-01' + (n % 9000)::int,
       jsonb_build_object('n', n)
  FROM generate_series(first, last) AS n \$\$;
CREATE TABLE items AS SELECT * FROM items(1, $rows);
ALTER TABLE items ADD PRIMARY KEY (id);
VACUUM ANALYZE items;
SQL

python3 - "$port" "$key" "$server" "$rows" "$changes" "$singles" <<'PYTHON'
import datetime, http.client, json, os, statistics, subprocess, sys, time
port, key, pid, rows, changes, singles = (sys.argv[1], sys.argv[2], *map(int, sys.argv[3:]))
server = http.client.HTTPConnection("127.0.0.1", int(port))

def call(method, path, body=None):
    server.request(method, "/api/projects/1/" + path, None if body is None else json.dumps(body),
                   {"Authorization": "Bearer " + key, "Content-Type": "application/json"})
    answer = server.getresponse()
    text = answer.read()
    assert answer.status < 300, (answer.status, text)
    return json.loads(text) if text else None

def query(hogql):
    return call("POST", "query/", {"query": {"kind": "HogQLQuery", "query": hogql}, "refresh": "force_blocking"})["results"]

def psql(sql):
    subprocess.run(["psql", "-qX", "-v", "ON_ERROR_STOP=1"], input=sql, text=True, check=True)

def until(hogql, results, pause):
    while query(hogql) != results:
        time.sleep(pause)

# One session, a thousand rows a transaction; {} is the number of the first of them.
def write(statement, hogql, results):
    start = time.perf_counter()
    psql("DO $$ DECLARE n bigint := 1; BEGIN WHILE n <= %d LOOP %s; COMMIT; n := n + 1000; END LOOP; END $$" % (changes, statement))
    written = time.perf_counter() - start
    until(hogql, results, 0.1)
    return written, time.perf_counter() - start

def peak():
    for line in open(f"/proc/{pid}/status"):
        if line.startswith("VmHWM"):
            return int(line.split()[1]) / 1024

def say(what, value): print(f"| {what} | {value} |", flush=True)

payload = {"host": "127.0.0.1", "port": os.environ["PGPORT"], "database": "shop", "user": "hedgerow",
           "password": os.environ["PGPASSWORD"], "schema": "public", "cdc_enabled": True,
           "schemas": [{"name": "items", "should_sync": True, "sync_type": "cdc"}]}
source = call("POST", "external_data_sources/", {"source_type": "Postgres", "payload": payload})["id"]
while True:
    jobs = call("GET", f"external_data_sources/{source}/jobs/")
    if jobs and jobs[0]["status"] != "Running":
        break
    time.sleep(0.1)
assert jobs[0]["status"] == "Completed", jobs[0]
at = lambda field: datetime.datetime.fromisoformat(jobs[0][field].replace("Z", "+00:00"))
seconds = (at("finished_at") - at("created_at")).total_seconds()
say("what", "value"); say("---", "---")
say(f"first reading of {rows:,} rows x 10 columns", f"{seconds:.2f} s, {rows / seconds:,.0f} a second")

for what, statement, hogql, results in [
    ("inserts", f"INSERT INTO items SELECT * FROM items({rows} + n, {rows} + n + 999)",
     "select count(), max(id) from postgres.items", [[rows + changes, rows + changes]]),
    ("updates", "UPDATE items SET number = -1, note = 'changed' WHERE id BETWEEN n AND n + 999",
     "select countIf(number = -1) from postgres.items", [[changes]]),
    ("deletes", f"DELETE FROM items WHERE id BETWEEN {rows} + n AND {rows} + n + 999",
     "select count(), max(id) from postgres.items", [[rows, rows]])]:
    written, visible = write(statement, hogql, results)
    say(f"{changes:,} {what}", f"written in {written:.1f} s, all visible after {visible:.1f} s: {changes / visible:,.0f} a second")
say("peak resident memory of the server", f"{peak():,.0f} MB")

lags = []
for n in range(singles):
    time.sleep(1 + 0.137 * (n % 7))  # so that they meet the stream at any moment of its idling
    psql(f"UPDATE items SET number = {-100 - n} WHERE id = 5")
    start = time.perf_counter()
    until("select number from postgres.items where id = 5", [[-100 - n]], 0.005)
    lags.append(1000 * (time.perf_counter() - start))
say(f"a single change, from its commit to a query that shows it ({singles} times)",
    f"p50 {statistics.median(lags):,.0f} ms, at most {max(lags):,.0f} ms")
PYTHON

#!/usr/bin/env bash
# A table's way from PostgreSQL into the warehouse, over HTTP from the request to the end of the job, beside psql, which
# only reads it; both in one run and taking turns. Then an incremental sync of a part of a large table, what a direct query
# over it takes, and the peak of the server's memory. The source is a database on the server's own embedded PostgreSQL.
# Needs target/hedgerow.jar (or SERVER_COMMAND, which starts the server), psql, python3 and an idle machine. Loopback only.
#   bench/sync.sh [rows, default 1000000] [rows of the large table, default 5000000] [changed rows, default 10000]
# Some five minutes at these sizes on two cores.
set -euo pipefail
cd "$(dirname "$0")/.."

rows=${1:-1000000}
large=${2:-5000000}
changed=${3:-10000}
. bench/server.sh

psql -qX -v ON_ERROR_STOP=1 -c 'CREATE DATABASE shop'
PGDATABASE=shop

# create <table> <rows>: ten columns of the usual types
create() {
  psql -qX -v ON_ERROR_STOP=1 <<SQL
CREATE TABLE $1 AS
SELECT n::bigint AS id, (n % 1000)::int AS number, nullif('name ' || n % 50, 'name 7') AS name,
       'a note on row ' || n AS note, (n * 0.37)::numeric(18,2) AS amount, n / 3.0::float8 AS x,
       n % 2 = 0 AS flag, timestamptz '2024-01-01' + n * interval '1 second' AS seen,
       date '2000-01-01' + n % 9000 AS day, jsonb_build_object('n', n) AS doc
  FROM generate_series(1, $2) AS n;
ALTER TABLE $1 ADD PRIMARY KEY (id);
CREATE INDEX ON $1 (seen);
VACUUM ANALYZE $1;
SQL
}

create smaller "$rows"
create larger "$large"

python3 - "$port" "$key" "$server" "$rows" "$large" "$changed" <<'PYTHON'
import datetime, http.client, json, os, statistics, subprocess, sys, time
port, key, pid, rows, large, changed = (sys.argv[1], sys.argv[2], *map(int, sys.argv[3:]))

def call(method, path, body=None):
    server = http.client.HTTPConnection("127.0.0.1", int(port))
    server.request(method, "/api/projects/1/" + path, None if body is None else json.dumps(body),
                   {"Authorization": "Bearer " + key, "Content-Type": "application/json"})
    answer = server.getresponse()
    text = answer.read()
    assert answer.status < 300, (answer.status, text)
    return json.loads(text) if text else None

def newest(source, table):
    jobs = call("GET", f"external_data_sources/{source}/jobs/?schemas={table}")
    return jobs[0] if jobs else None

def done(source, table, before):
    while True:
        job = newest(source, table)
        if job and job["id"] != before and job["status"] != "Running":
            assert job["status"] == "Completed", job
            at = lambda field: datetime.datetime.fromisoformat(job[field].replace("Z", "+00:00"))
            return (at("finished_at") - at("created_at")).total_seconds(), job["rows_synced"]
        time.sleep(0.5)  # looking takes its part of the two cores, and the job knows its times itself

def sync(source, schema, table):
    before = newest(source, table)
    call("POST", f"external_data_schemas/{schema}/reload/", {})
    return done(source, table, before and before["id"])

def psql(table):
    start = time.perf_counter()
    subprocess.run(["psql", "-qX", "-c", f"COPY {table} TO STDOUT"], check=True, stdout=subprocess.DEVNULL)
    return time.perf_counter() - start

def query(hogql, **more):
    start = time.perf_counter()
    answer = call("POST", "query/", {"query": {"kind": "HogQLQuery", "query": hogql, **more}, "refresh": "force_blocking"})
    return time.perf_counter() - start, answer["results"]

def peak():
    for line in open(f"/proc/{pid}/status"):
        if line.startswith("VmHWM"):
            return int(line.split()[1]) / 1024

def say(what, value): print(f"| {what} | {value} |", flush=True)

payload = {"host": "127.0.0.1", "port": os.environ["PGPORT"], "database": "shop", "user": "hedgerow",
           "password": os.environ["PGPASSWORD"], "schema": "public", "schemas": [
    {"name": "smaller", "should_sync": True, "sync_type": "full_refresh"},
    {"name": "larger", "should_sync": False, "sync_type": "incremental", "incremental_field": "seen",
     "incremental_field_type": "timestamp"}]}
source = call("POST", "external_data_sources/", {"source_type": "Postgres", "payload": payload,
                                                "direct_query_enabled": True})
schemas = {schema["name"]: schema["id"] for schema in source["schemas"]}
source = source["id"]
done(source, "smaller", None)
say("what", "value"); say("---", "---")
# A server that has just started compiles its own code meanwhile; one that has run for a while has that behind it.
for server, before in (("just started", 0), ("warm", 20)):
    for _ in range(before):
        sync(source, schemas["smaller"], "smaller")
    alone, ours = [], []
    for _ in range(7):
        alone.append(psql("smaller"))
        ours.append(sync(source, schemas["smaller"], "smaller")[0])
    say(f"{rows:,} rows x 10 columns: psql COPY TO STDOUT > /dev/null, s", f"{statistics.median(alone):.2f}")
    say(f"{rows:,} rows x 10 columns: full refresh, server {server}, s", f"{statistics.median(ours):.2f}")
    say("ratio", f"{statistics.median(ours) / statistics.median(alone):.2f}")

call("PATCH", "external_data_schemas/" + schemas["larger"] + "/", {"should_sync": True})
seconds, read = done(source, "larger", None)
say(f"{large:,} rows: first incremental sync, s", f"{seconds:.2f}")
say("peak resident memory of the server, MB", f"{peak():.0f}")
step = large // changed
for turn in range(4):
    subprocess.run(["psql", "-qX", "-c", f"UPDATE larger SET number = -1, seen = now() + id * interval '1 us' WHERE id % {step} = {turn}"],
                   check=True)
    seconds, read = sync(source, schemas["larger"], "larger")
    say(f"{changed:,} changed of {large:,} rows: incremental sync {turn + 1}, s ({read:,} rows read)", f"{seconds:.2f}")
assert query("select count(), countIf(number = -1) from postgres.larger")[1] == [[large, 4 * (large // step)]]

for what, hogql in [("sum of a column", "select sum(amount) from {}"),
                    ("100 rows by key", f"select * from {{}} where id > {large - 100}"),
                    ("LIMIT 100", "select * from {} limit 100")]:
    say(f"direct query over {large:,} rows, {what}, s", f"{query(hogql.format('larger'), connectionId=source)[0]:.2f}")
    say(f"the same over the synced table, s", f"{query(hogql.format('postgres.larger'))[0]:.2f}")
say("peak resident memory of the server at the end, MB", f"{peak():.0f}")
PYTHON

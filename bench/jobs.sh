#!/usr/bin/env bash
# What the lists of runs and the feeds of warehouse operations cost with ten thousand runs of a thousand views, and with a
# million, one an hour for each view: medians over HTTP, in milliseconds, and their ratio. Needs target/hedgerow.jar (or SERVER_COMMAND, which starts the server), psql and python3.
# Loopback only.
#   bench/jobs.sh [requests per measurement, default 200]
set -euo pipefail
cd "$(dirname "$0")/.."

requests=${1:-200}
. bench/server.sh


# add <runs of each view> <first hour>: finished runs of a thousand views, an hour apart, the thousandth an hour ago
add() {
  psql -qX -v ON_ERROR_STOP=1 <<SQL
INSERT INTO materialization (view_id, team_id, jobs)
SELECT md5(view::text)::uuid, 1, $1 FROM generate_series(1, 1000) AS view
    ON CONFLICT (view_id) DO UPDATE SET jobs = materialization.jobs + excluded.jobs;
INSERT INTO data_modeling_job (id, team_id, saved_query_id, status, attempt, rows_materialized, workflow_id,
                               workflow_run_id, created_at, updated_at, last_run_at)
SELECT gen_random_uuid(), 1, md5(view::text)::uuid, 'Completed', nextval('data_modeling_attempt'), 10,
       'materialize-view-' || view, gen_random_uuid(), at, at, at
  FROM generate_series(1, $1) AS run,
       generate_series(1, 1000) AS view,
       LATERAL (SELECT date_trunc('hour', now()) + ($2 + run - 1001) * interval '1 hour' + view * interval '10 ms') AS t (at);
UPDATE materialization
   SET last_attempt = (SELECT max(attempt) FROM data_modeling_job WHERE team_id = 1 AND saved_query_id = view_id);
VACUUM ANALYZE data_modeling_job;
VACUUM ANALYZE materialization;
SQL
}

measure() {
  python3 - "$port" "$key" "$requests" <<'PYTHON'
import hashlib, http.client, json, statistics, sys, time, uuid
port, key, requests = int(sys.argv[1]), sys.argv[2], int(sys.argv[3])
view = uuid.UUID(hashlib.md5(b"7").hexdigest())
server = http.client.HTTPConnection("127.0.0.1", port)
def once(path):
    start = time.perf_counter()
    server.request("GET", "/api/projects/1/" + path, headers={"Authorization": "Bearer " + key})
    answer = server.getresponse(); body = answer.read()
    assert answer.status == 200, body
    return (time.perf_counter() - start) * 1000, body
jobs, feeds = "data_modeling_jobs/", "data_warehouse/"
for name, path in [
    ("list", jobs), ("list of a view", f"{jobs}?saved_query_id={view}"), ("counted list", jobs + "?offset=0"),
    ("recent", jobs + "recent/"), ("running", jobs + "running/"),
    ("running_activity", feeds + "running_activity/"), ("completed_activity", feeds + "completed_activity/"),
    ("completed_activity, all outcomes", feeds + "completed_activity/?outcome=all&limit=50&offset=500"),
    ("job_stats", feeds + "job_stats/"), ("job_stats of 30 days", feeds + "job_stats/?days=30"),
    ("data_health_issues", feeds + "data_health_issues/"), ("total_rows_stats", feeds + "total_rows_stats/")]:
    for _ in range(requests // 4): once(path)
    print(name, round(statistics.median(once(path)[0] for _ in range(requests)), 2), sep="\t")
PYTHON
}

add 10 0
measure >/dev/null # warms up
measure >"$work/few"
add 990 10
measure >"$work/many"
printf 'request\t10 thousand\t1 million\tratio\n'
paste "$work/few" "$work/many" | awk -F'\t' '{printf "%s\t%s\t%s\t%.2f\n", $1, $2, $4, $4 / $2}'

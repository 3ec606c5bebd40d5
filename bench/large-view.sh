#!/usr/bin/env bash
# Memory that a view of 10 million rows takes to become a table, with the engine held to little of it. Linux, loopback only.
# Usage: bench/large-view.sh [memory of the engine, 256MB] [rows, 10000000]
set -euo pipefail

cd "$(dirname "$0")/.."
memory=${1:-256MB}
rows=${2:-10000000}
SERVER_OPTIONS=-Xmx512m
export HEDGEROW_DUCKDB_MEMORY=$memory
. bench/server.sh

python3 - "http://127.0.0.1:$port/api/projects/1" "$key" "$server" "$rows" <<'PYTHON'
import json, sys, time, urllib.request

base, key, server, rows = sys.argv[1], sys.argv[2], sys.argv[3], int(sys.argv[4])

def call(method, path, body=None):
    request = urllib.request.Request(base + path, json.dumps(body).encode() if body is not None else None,
                                     {"Authorization": "Bearer " + key, "Content-Type": "application/json"}, method=method)
    with urllib.request.urlopen(request) as answer:
        return json.load(answer)

def megabytes(what):
    with open(f"/proc/{server}/status") as status:
        return next(int(line.split()[1]) // 1024 for line in status if line.startswith(what))

def run(name, sql):
    with open(f"/proc/{server}/clear_refs", "w") as peak:
        peak.write("5")
    before, started = megabytes("VmRSS"), time.perf_counter()
    view = call("POST", "/warehouse_saved_queries/", {"name": name, "query": {"kind": "HogQLQuery", "query": sql}})["id"]
    call("POST", f"/warehouse_saved_queries/{view}/run/", {})
    while True:
        job = next(iter(call("GET", f"/data_modeling_jobs/?saved_query_id={view}")["results"]), None)
        if job and job["status"] != "Running":
            break
        time.sleep(0.2)
    took = time.perf_counter() - started
    print(f"{name}: {job['status']}, {job['rows_materialized']:,} rows in {took:.0f} s; resident before {before} MB, at most "
          f"{megabytes('VmHWM')} MB {job['error'] or ''}")

run("made", f"select number as n, toString(number * 7919 % 10000019) as text, number % 1000 as bucket from numbers({rows})")
run("sorted", "select n, text, bucket from made order by text, n")
run("joined", "select a.n as n, b.text as text from made a join made b on a.n = b.n")
run("grouped", "select text, count() as n, max(bucket) as bucket from made group by text")
PYTHON

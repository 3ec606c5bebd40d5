#!/usr/bin/env bash
# Views at size: lineage of 10,000 of them, a list of 1,000, the cost of an edit, and a DAG of 500 that is built end to end
# beside the bare driver making the same tables. Loopback only.
# Usage: bench/views.sh [graphs of 1,000 views, 10, or 0 for none] [width of the DAG of 10 levels, 50]
set -euo pipefail

cd "$(dirname "$0")/.."
graphs=${1:-10}
width=${2:-50}
driver=$(find "${MAVEN_REPOSITORY:-$HOME/.m2/repository}/org/duckdb/duckdb_jdbc" -name '*.jar' ! -name '*sources*' | sort | tail -1)
. bench/server.sh

bare=$("$java" --enable-native-access=ALL-UNNAMED -cp "$driver" bench/views/BareTables.java 10 "$width")
python3 - "http://127.0.0.1:$port/api/projects/1" "$key" "$graphs" "$width" "$bare" "$work" <<'PYTHON'
import glob, http.client, json, os, random, statistics, sys, time
from concurrent.futures import ThreadPoolExecutor
from urllib.parse import urlparse
import threading

base, key = urlparse(sys.argv[1]), sys.argv[2]
local = threading.local()

def call(method, path, body=None):
    if not hasattr(local, "http"):
        local.http = http.client.HTTPConnection(base.hostname, base.port)
    local.http.request(method, base.path + path, json.dumps(body) if body is not None else None,
                       {"Authorization": "Bearer " + key, "Content-Type": "application/json"})
    answer = local.http.getresponse()
    data = answer.read()
    if answer.status >= 300:
        raise Exception(f"{method} {path}: {answer.status} {data[:300]}")
    return json.loads(data) if data else None

def timed(times, work):
    took = []
    for _ in range(times):
        start = time.perf_counter()
        work()
        took.append((time.perf_counter() - start) * 1000)
    took.sort()
    return f"p50 {statistics.median(took):.1f} ms, p95 {took[int(len(took) * 0.95) - 1]:.1f} ms, max {took[-1]:.1f} ms"

def view(name, sql):
    return call("POST", "/warehouse_saved_queries/", {"name": name, "query": {"kind": "HogQLQuery", "query": sql}})["id"]

def graph_of_views(graphs):
    random.seed(1)
    depth, width = 50, 20
    ids, started = {}, time.perf_counter()
    with ThreadPoolExecutor(4) as pool:
        for level in range(depth):
            names = [f"g{graph}_l{level}_{i}" for graph in range(graphs) for i in range(width)]
            def make(name):
                graph, _, i = name.split("_")
                if level == 0:
                    return name, view(name, "select 1 as a")
                left, right = random.sample(range(width), 2)
                above = f"{graph}_l{level - 1}"
                return name, view(name, f"select l.a as a from {above}_{left} l join {above}_{right} r on l.a = r.a")
            ids.update(pool.map(make, names))
            if level == 0:
                first = (time.perf_counter() - started) / len(names) * 1000
                started_rest = time.perf_counter()
    print(f"creating {len(ids)} views: {(time.perf_counter() - started) / len(ids) * 1000:.1f} ms each with 4 clients (first level {first:.1f} ms)")
    deepest, middle, top = ids["g0_l49_0"], ids["g0_l25_0"], ids["g0_l0_0"]
    for name, id in (("deepest", deepest), ("middle", middle), ("top", top)):
        for way in ("ancestors", "descendants"):
            size = len(call("POST", f"/warehouse_saved_queries/{id}/{way}/", {})[way])
            print(f"{way} of the {name} view ({size}): " + timed(50, lambda: call("POST", f"/warehouse_saved_queries/{id}/{way}/", {})))
    print("ancestors of the deepest view within 49 steps: "
          + timed(20, lambda: call("POST", f"/warehouse_saved_queries/{deepest}/ancestors/", {"level": 49})))
    turn = iter(range(10_000))
    print("editing the middle view: " + timed(30, lambda: call("PATCH", f"/warehouse_saved_queries/{middle}/",
          {"query": {"query": f"select l.a as a from g0_l24_1 l join g0_l24_2 r on l.a = r.a where {next(turn)} = 0"}, "soft_update": True})))
    print("list of 1,000 views: " + timed(20, lambda: call("GET", "/warehouse_saved_queries/")))
    print("one view: " + timed(200, lambda: call("GET", f"/warehouse_saved_queries/{middle}/")))

def jobs():
    return call("GET", "/data_modeling_jobs/?limit=1&offset=0")["count"]

def cpu():
    """Seconds of CPU that the server and its PostgreSQL have taken, by what they are."""
    took = {"server": 0.0, "PostgreSQL": 0.0}
    for stat in glob.glob("/proc/[0-9]*/stat"):
        try:
            at = os.readlink(os.path.dirname(stat) + "/cwd")
            name, fields = open(stat).read().split("(", 1)[1].rsplit(") ", 1)
        except OSError:
            continue
        if at.startswith(work):
            fields = fields.split()
            took["server" if name == "java" else "PostgreSQL"] += sum(map(int, fields[11:15])) / os.sysconf("SC_CLK_TCK")
    return took

def build(what, asked, expected):
    before, started, spent = jobs(), time.perf_counter(), cpu()
    for id in asked:
        call("POST", f"/warehouse_saved_queries/{id}/run/", {})
    while jobs() - before < expected or call("GET", "/data_modeling_jobs/running/"):
        time.sleep(0.1)
    took = time.perf_counter() - started
    made = jobs() - before
    print(f"{what}: {made} runs in {took:.1f} s, {made / took:.0f} a second, {took / made * 1000:.1f} ms each (asking included), "
          f"{took / made * 1000 - bare:.1f} ms over the bare table ({bare:.1f} ms); CPU a run: "
          + ", ".join(f"{who} {(now - spent[who]) / made * 1000:.1f} ms" for who, now in cpu().items()))

if int(sys.argv[3]) > 0:
    graph_of_views(int(sys.argv[3]))
levels, across, bare, work = 10, int(sys.argv[4]), float(sys.argv[5]), sys.argv[6]
rows = [[view(f"m_l{level}_{i}", "select number as a from numbers(1000)" if level == 0
              else f"select a + 1 as a from m_l{level - 1}_{i}") for i in range(across)] for level in range(levels)]
every = [id for row in rows for id in row]
# A server that has just started compiles its own code meanwhile; the last of these builds have that behind them.
for time_ in range(1, 9):
    build(f"the DAG, build {time_}", every, len(every))
for i, id in enumerate(rows[0]):
    call("PATCH", f"/warehouse_saved_queries/{id}/",
         {"query": {"query": "select number + 1 as a from numbers(1000)"}, "soft_update": True})
build("its roots edited and its leaves asked for", rows[-1], len(every))
failed = [job for job in call("GET", "/data_modeling_jobs/?limit=100&offset=0")["results"] if job["status"] != "Completed"]
if failed:
    raise Exception(failed[0])
PYTHON

#!/usr/bin/env bash
# Events a second: accepted over HTTP in batches, durably queued, attributed to persons and loaded into the warehouse; the
# clock stops when the last one is in the warehouse. Needs target/hedgerow.jar, wrk, psql, curl and python3. Loopback only.
#   bench/capture.sh [seconds of sending, default 30] [events a batch, default 100] [connections, default 4]
set -euo pipefail
cd "$(dirname "$0")/.."

seconds=${1:-30}
batch=${2:-100}
connections=${3:-4}
. bench/server.sh

token=phc_bench
psql -qX <<SQL
INSERT INTO organization SELECT gen_random_uuid(), 'Bench', 'bench-capture', true, now(), now();
INSERT INTO project (uuid, organization_id, name, api_token, created_at, updated_at)
SELECT gen_random_uuid(), id, 'Bench', '$token', now(), now() FROM organization WHERE slug = 'bench-capture';
SQL

# 2,000 different batches of events as web pages send them, by 20,000 visitors, a tenth of whose events set a property
python3 - "$token" "$batch" >"$work/capture.lua" <<'PY'
import json, random, sys
token, size = sys.argv[1], int(sys.argv[2])
random.seed(1)
def event():
    visitor = "visitor-%d" % random.randrange(20_000)
    properties = {"distinct_id": visitor, "$current_url": "https://shop.example.com/products/%d" % random.randrange(500),
                  "$pathname": "/products", "$browser": random.choice(["Chrome", "Safari", "Firefox"]), "$os": "Linux",
                  "$session_id": "0199a6c4-0000-7000-8000-%012x" % random.randrange(50_000), "$lib": "web",
                  "$screen_width": 1920, "$screen_height": 1080, "amount": round(random.random() * 100, 2),
                  "title": "A page with a title of ordinary length", "$device_id": "%032x" % random.getrandbits(128)}
    if random.random() < .1: properties["$set"] = {"plan": random.choice(["free", "pro"]), "seen": random.randrange(10**6)}
    return {"event": random.choice(["$pageview", "$autocapture", "paid"]), "distinct_id": visitor, "properties": properties}
print("local bodies = {}")
for i in range(1, 2001 * 100 // max(size, 100)):
    body = json.dumps({"api_key": token, "batch": [event() for _ in range(size)]}, separators=(",", ":"))
    print("bodies[%d] = [==[%s]==]" % (i, body))
print("""local next = 0
function init(args) math.randomseed(os.time()); next = math.random(#bodies) end
function request()
  next = next % #bodies + 1
  return wrk.format("POST", "/batch/", {["Content-Type"] = "application/json"}, bodies[next])
end""")
PY

metric() { curl -fsS "http://127.0.0.1:$port/metrics" | awk -v name="$1" '$1 == name || index($1, name "{") == 1 { print $2 }'; }
send() { wrk -t1 -c"$connections" -d"$1s" --latency -s "$work/capture.lua" "http://127.0.0.1:$port" >"$work/wrk.out"; }

# CPU seconds of the server and of its PostgreSQL so far, for machines that have other things to do
cpu() {
  local processes=("$server" $(pgrep -P "$server") $(pgrep -P "$(pgrep -d, -P "$server")" 2>/dev/null))
  for process in "${processes[@]}"; do cut -d' ' -f14-17 "/proc/$process/stat" 2>/dev/null; done |
    awk -v tick="$(getconf CLK_TCK)" '{ ticks += $1 + $2 + $3 + $4 } END { print ticks / tick }'
}

send 10 # warms up
until [ "$(psql -qXtA -c 'SELECT count(*) FROM capture_queue')" = 0 ]; do sleep 0.2; done
before=$(metric hedgerow_capture_events_loaded_total)
spent=$(cpu)
start=$(date +%s.%N)
send "$seconds"
sent=$(date +%s.%N)
backlog=$(psql -qXtA -c 'SELECT count(*) FROM capture_queue')
until [ "$(psql -qXtA -c 'SELECT count(*) FROM capture_queue')" = 0 ]; do sleep 0.1; done
end=$(date +%s.%N)
spent=$(awk -v before="$spent" -v now="$(cpu)" 'BEGIN { print now - before }')
sleep 1 # until the counter has heard of it
after=$(metric hedgerow_capture_events_loaded_total)
python3 - "$work/wrk.out" "$before" "$after" "$start" "$sent" "$end" "$backlog" "$batch" "$connections" "$spent" <<'PY'
import re, sys
text = open(sys.argv[1]).read()
before, after, start, sent, end = map(float, sys.argv[2:7])
backlog, batch, connections, spent = sys.argv[7:]
latency = {share: value for share, value in re.findall(r"(50|99)%\s+(\S+)", text)}
refused = re.search(r"Non-2xx or 3xx responses: (\d+)", text)
print(f"| {batch} | {connections} | {after - before:.0f} | {(after - before) / (sent - start):.0f} | {(after - before) / (end - start):.0f} "
      f"| {(after - before) / float(spent):.0f} | {backlog} | {end - sent:.1f} s | {latency['50']} | {latency['99']} | {refused.group(1) if refused else 0} |")
PY

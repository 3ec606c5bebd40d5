#!/usr/bin/env bash
# Measures the time from starting the process to the first 200 of /_readyz, with the embedded PostgreSQL.
# Builds nothing: takes target/hedgerow.jar. Usage: bench/startup.sh [runs]
set -euo pipefail
cd "$(dirname "$0")/.."

runs=${1:-5}
jar=$PWD/target/hedgerow.jar
java=java
for home in "${JAVA_HOME:-}" /usr/lib/jvm/*; do
  if grep -q '^JAVA_VERSION="25' "$home/release" 2>/dev/null; then java="$home/bin/java"; break; fi
done
port=${SERVER_PORT:-18000}
work=$(mktemp -d)
server=

stop() {
    [ -n "$server" ] || return 0
    kill "$server" 2>/dev/null || true
    wait "$server" 2>/dev/null || true
    server=
}
trap 'stop; rm -rf "$work"' EXIT

# Prints the milliseconds until the server with this data directory and these java arguments is ready, and stops it.
start() {
    local data=$1 begin deadline
    shift
    begin=$(date +%s%N)
    deadline=$((begin + 120000000000))
    SERVER_PORT=$port SERVER_ADDRESS=127.0.0.1 HEDGEROW_DATA_DIR=$data "$java" "$@" >"$work/log" 2>&1 &
    server=$!
    until curl -fso /dev/null --max-time 3 "http://127.0.0.1:$port/_readyz"; do
        if ! kill -0 "$server" 2>/dev/null || [ "$(date +%s%N)" -gt "$deadline" ]; then
            cat "$work/log" >&2
            exit 1
        fi
        sleep 0.05
    done
    millis=$((($(date +%s%N) - begin) / 1000000))
    stop
}

# Reports one kind of start: name, "first" or "later", java arguments.
measure() {
    local name=$1 kind=$2 times=()
    shift 2
    rm -rf "$work/data"
    [ "$kind" = first ] || start "$work/data" "$@"
    for _ in $(seq "$runs"); do
        [ "$kind" = later ] || rm -rf "$work/data"
        start "$work/data" "$@"
        times+=("$millis")
    done
    printf '%s\n' "${times[@]}" | sort -n | awk -v name="$name, $kind start" '
        { t[NR] = $1 / 1000 }
        END { printf "| %-37s | %5.1f | %5.1f | %5.1f |\n", name, t[1], t[int((NR + 1) / 2)], t[NR] }'
}

"$java" -Djarmode=tools -jar "$jar" extract --destination "$work/app"
start "$work/data" -XX:AOTCacheOutput="$work/app/hedgerow.aot" -jar "$work/app/hedgerow.jar"

echo "$(nproc) cores, load $(cut -d' ' -f1 /proc/loadavg), $runs runs each, seconds until ready"
echo
printf '| %-37s | %5s | %5s | %5s |\n' start min median max
echo '| --- | --- | --- | --- |'
for kind in first later; do
    measure jar $kind -jar "$jar"
    measure extracted $kind -jar "$work/app/hedgerow.jar"
    measure "extracted with AOT cache" $kind -XX:AOTCache="$work/app/hedgerow.aot" -jar "$work/app/hedgerow.jar"
done

#!/bin/sh
# Measures a table's way from PostgreSQL into the warehouse beside psql, which only reads it. Needs psql and an idle machine.
set -eu
cd "$(dirname "$0")/.."
./mvnw -q test -Dtest=SyncBenchmark -Dsurefire.failIfNoSpecifiedTests=false | grep BENCH

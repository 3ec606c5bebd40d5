#!/bin/sh
# Measures the HogQL compiler with JMH. Needs target/classes (./mvnw compile) and the jars below in the local repository:
#   ./mvnw dependency:get -Dartifact=org.openjdk.jmh:jmh-core:1.37
#   ./mvnw dependency:get -Dartifact=org.openjdk.jmh:jmh-generator-annprocess:1.37
set -eu
cd "$(dirname "$0")/.."
bin=
for home in "${JAVA_HOME:-}" /usr/lib/jvm/*; do
  if grep -q '^JAVA_VERSION="25' "$home/release" 2>/dev/null; then bin=$home/bin/; break; fi
done
repository=${MAVEN_REPOSITORY:-$HOME/.m2/repository}
jar() { find "$repository/$1" -name '*.jar' ! -name '*sources*' | tr '\n' ':'; }
classes=${CLASSES:-target/classes}
out=$(mktemp -d)
trap 'rm -rf "$out"' EXIT
libraries=$classes:$(jar org/antlr/antlr4-runtime/4.13.2)$(jar org/jspecify/jspecify/1.0.1)$(jar org/openjdk/jmh/jmh-core/1.37)$(jar net/sf/jopt-simple/jopt-simple/5.0.4)$(jar org/apache/commons/commons-math3/3.6.1)
generator=$(jar org/openjdk/jmh/jmh-generator-annprocess/1.37)
"${bin}javac" -proc:full -d "$out" -cp "$libraries" -processorpath "$generator$libraries" bench/compile/*.java
"${bin}java" -cp "$out:$libraries" org.openjdk.jmh.Main CompileLatency "$@"

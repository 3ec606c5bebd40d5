# syntax=docker/dockerfile:1

FROM maven:3.9-eclipse-temurin-25 AS build
WORKDIR /build
COPY .mvn .mvn
COPY pom.xml .
COPY src src
RUN --mount=type=cache,target=/m2 mvn -B -Dmaven.repo.local=/m2 -DskipTests package
RUN java -Djarmode=tools -jar target/hedgerow.jar extract --destination app

FROM eclipse-temurin:25-jre
RUN useradd --system --uid 10001 --no-create-home --home-dir /data --shell /usr/sbin/nologin hedgerow \
    && install -d -o hedgerow -m 700 /data \
    && install -d -o hedgerow /app/cache
WORKDIR /app
COPY docker bin
COPY --from=build /build/app .

USER hedgerow
# Here and not in the build stage: the cache is only good for the very JVM and files it was made with.
RUN bin/train /app/cache/hedgerow.aot /app/hedgerow.jar

ENV SERVER_ADDRESS=0.0.0.0 HEDGEROW_DATA_DIR=/data
VOLUME /data
EXPOSE 8000
# Starting, or recovering after a crash, may take a while; answering may not.
HEALTHCHECK --start-period=60s --start-interval=1s --interval=10s --timeout=5s --retries=3 CMD ["/app/bin/ready"]
# Half of the memory is the JVM's: DuckDB and the embedded PostgreSQL live beside its heap.
ENTRYPOINT ["java", "-XX:AOTCache=/app/cache/hedgerow.aot", "-XX:MaxRAMPercentage=50", "-XX:+ExitOnOutOfMemoryError", "--enable-native-access=ALL-UNNAMED", "-jar", "/app/hedgerow.jar"]

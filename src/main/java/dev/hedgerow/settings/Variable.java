package dev.hedgerow.settings;

/** Every variable of the run contract. What has no name here does not exist. */
@SuppressWarnings("ImmutableEnumChecker") // rules are functions without state
enum Variable {
    SERVER_PORT("server.port", Rule.wholeNumber(0, 65535)),
    SERVER_ADDRESS("server.address", Rule.ADDRESS),
    DATABASE_URL("hedgerow.database.url", Rule.POSTGRES_URL),
    HEDGEROW_DATA_DIR("hedgerow.data-dir", Rule.PATH),
    HEDGEROW_ENGINE("hedgerow.engine", Rule.oneOf("duckdb")),
    HEDGEROW_SECRET_KEY("hedgerow.secret-key", Rule.KEY),
    HEDGEROW_SECRET_KEY_PREVIOUS("hedgerow.secret-key-previous", Rule.KEY),
    HEDGEROW_BOOTSTRAP("hedgerow.bootstrap", Rule.READABLE_FILE),
    HEDGEROW_BOOTSTRAP_API_KEY("hedgerow.bootstrap-api-key", Rule.TOKEN),
    HEDGEROW_SITE_URL("hedgerow.site-url", Rule.WEB_URL),
    HEDGEROW_BEHIND_PROXY("hedgerow.behind-proxy", Rule.BOOLEAN),
    HEDGEROW_LOG_FORMAT("hedgerow.log-format", Rule.oneOf("plain", "json")),
    HEDGEROW_RATE_LIMIT_ENABLED("hedgerow.rate-limit-enabled", Rule.BOOLEAN),
    HEDGEROW_STRICT_SCOPES("hedgerow.strict-scopes", Rule.BOOLEAN),
    HEDGEROW_BLOCK_PRIVATE_HOSTS("hedgerow.block-private-hosts", Rule.BOOLEAN),
    HEDGEROW_BILLING_MODE("hedgerow.billing-mode", Rule.oneOf("calendar-month", "none")),
    HEDGEROW_MANAGED_WAREHOUSE_ENABLED("hedgerow.managed-warehouse-enabled", Rule.BOOLEAN),
    HEDGEROW_MANAGED_WAREHOUSE_URL("hedgerow.managed-warehouse-url", Rule.POSTGRES_URL),
    HEDGEROW_DEMO_DATA("hedgerow.demo-data", Rule.BOOLEAN),
    HEDGEROW_WORKERS("hedgerow.workers", Rule.wholeNumber(0, 1024)),
    HEDGEROW_RUNS_KEPT_FOR("hedgerow.runs-kept-for", Rule.DURATION),
    HEDGEROW_DUCKDB_MEMORY("hedgerow.duckdb.memory", Rule.SIZE),
    HEDGEROW_DUCKDB_SPILL("hedgerow.duckdb.spill", Rule.SIZE),
    HEDGEROW_DUCKDB_RESERVE("hedgerow.duckdb.reserve", Rule.SIZE),
    HEDGEROW_DUCKDB_THREADS("hedgerow.duckdb.threads", Rule.wholeNumber(1, 1024)),
    HEDGEROW_DUCKDB_QUERIES("hedgerow.duckdb.queries", Rule.wholeNumber(1, 1024)),
    HEDGEROW_DUCKDB_WRITES("hedgerow.duckdb.writes", Rule.wholeNumber(1, 1024)),
    HEDGEROW_DUCKDB_WAITING("hedgerow.duckdb.waiting", Rule.wholeNumber(0, 100_000)),
    HEDGEROW_DUCKDB_PATIENCE("hedgerow.duckdb.patience", Rule.DURATION),
    HEDGEROW_DUCKDB_WRITE_TIMEOUT("hedgerow.duckdb.write-timeout", Rule.DURATION),
    HEDGEROW_DUCKDB_OPEN_DATABASES("hedgerow.duckdb.open-databases", Rule.wholeNumber(1, 10_000)),
    HEDGEROW_QUERY_TIMEOUT("hedgerow.query.timeout", Rule.DURATION),
    HEDGEROW_QUERY_BACKGROUND_TIMEOUT("hedgerow.query.background-timeout", Rule.DURATION),
    HEDGEROW_QUERY_DEFAULT_ROWS("hedgerow.query.default-rows", Rule.wholeNumber(1, 1_000_000)),
    HEDGEROW_QUERY_MAX_ROWS("hedgerow.query.max-rows", Rule.wholeNumber(1, 1_000_000)),
    HEDGEROW_QUERY_MAX_SOURCE_ROWS("hedgerow.query.max-source-rows", Rule.wholeNumber(1, 1_000_000_000)),
    HEDGEROW_QUERY_CONCURRENT_PER_KEY("hedgerow.query.concurrent-per-key", Rule.wholeNumber(1, 1024)),
    HEDGEROW_QUERY_QUEUE_TIME("hedgerow.query.queue-time", Rule.DURATION),
    HEDGEROW_QUERY_FRESH_FOR("hedgerow.query.fresh-for", Rule.DURATION),
    HEDGEROW_QUERY_CACHE_SIZE("hedgerow.query.cache-size", Rule.SIZE),
    HEDGEROW_QUERY_KEPT_FOR("hedgerow.query.kept-for", Rule.DURATION);

    final String property;
    final Rule rule;

    Variable(String property, Rule rule) {
        this.property = property;
        this.rule = rule;
    }
}

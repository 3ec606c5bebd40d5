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
    HEDGEROW_WORKERS("hedgerow.workers", Rule.wholeNumber(0, 1024));

    final String property;
    final Rule rule;

    Variable(String property, Rule rule) {
        this.property = property;
        this.rule = rule;
    }
}

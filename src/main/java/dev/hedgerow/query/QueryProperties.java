package dev.hedgerow.query;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * What queries over the API may cost.
 *
 * @param timeout how long one may run while its caller waits
 * @param backgroundTimeout how long one may run that is polled for
 * @param defaultRows rows of a query that names no LIMIT
 * @param maxRows rows of an answer, whatever the query says
 * @param maxSourceRows rows that a query may fetch of a table which is asked where it is
 * @param concurrentPerKey queries of one key at a time
 * @param queueTime how long a further query of the same key waits for its turn
 * @param freshFor how long an answer may be given again while the tables it read have not changed
 * @param cacheSize memory that answers kept for that may take
 * @param keptFor how long the answer of a polled query can be fetched
 */
@ConfigurationProperties("hedgerow.query")
record QueryProperties(
        @DefaultValue("60s") Duration timeout,
        @DefaultValue("10m") Duration backgroundTimeout,
        @DefaultValue("100") int defaultRows,
        @DefaultValue("50000") int maxRows,
        @DefaultValue("10000000") long maxSourceRows,
        @DefaultValue("3") int concurrentPerKey,
        @DefaultValue("30s") Duration queueTime,
        @DefaultValue("6h") Duration freshFor,
        @DefaultValue("64MB") DataSize cacheSize,
        @DefaultValue("20m") Duration keptFor) {}

package dev.hedgerow.modelingjob;

import java.time.Duration;
import java.util.List;

/**
 * How a view can be brought up to date without running it over everything.
 *
 * @param key a column that grows with time
 * @param uniqueKey the columns that tell rows apart
 * @param lookback how far behind the newest row changes may still come
 * @param definition changes whenever rows that were made before cannot stay
 */
public record Incremental(String key, List<String> uniqueKey, Duration lookback, String definition) {}

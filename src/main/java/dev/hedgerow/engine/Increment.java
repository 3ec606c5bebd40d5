package dev.hedgerow.engine;

import java.time.Duration;
import java.util.List;

/**
 * How a version is made out of an older one: rows of the SELECT from some way before the older version's end take the
 * place of those it has from there on, and of those with the same key.
 *
 * @param select all rows as they are now; only what is new of them is read
 * @param order the column that grows, by which there is an end; rows without a value are always new
 * @param uniqueKey the columns that tell rows apart
 * @param lookback how far before the end changes are expected
 */
public record Increment(String select, String order, List<String> uniqueKey, Duration lookback) {}

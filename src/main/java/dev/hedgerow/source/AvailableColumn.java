package dev.hedgerow.source;

/** A column as the source itself describes it. */
record AvailableColumn(String name, String dataType, boolean isNullable) {}

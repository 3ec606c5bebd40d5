package dev.hedgerow.engine;

/**
 * A column of a result or a table.
 *
 * @param type in the engine's own notation, such as {@code DECIMAL(18,2)}
 */
public record Column(String name, String type) {}

package dev.hedgerow.lineage;

/**
 * Something that is read.
 *
 * @param reference by which its owner knows it: the id of a view or an imported table, the name of a built-in one
 * @param isTable whether it is no view, and so gets a node as soon as somebody reads it
 */
public record Source(String reference, String name, boolean isTable) {}

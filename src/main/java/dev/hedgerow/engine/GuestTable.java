package dev.hedgerow.engine;

/**
 * Rows from elsewhere that one query reads as a table.
 *
 * @param name what its SQL calls them, in place of a table of that name
 * @param once whether it reads them in one place only: then they need not be kept meanwhile
 */
public record GuestTable(String name, RowSource rows, boolean once) {}

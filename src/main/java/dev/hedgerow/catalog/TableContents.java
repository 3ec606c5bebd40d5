package dev.hedgerow.catalog;

import dev.hedgerow.engine.TableVersion;
import java.util.List;

/** What a finished write left in the engine, ready to be pointed to. */
public record TableContents(TableVersion version, List<TableColumn> columns, long rows) {}

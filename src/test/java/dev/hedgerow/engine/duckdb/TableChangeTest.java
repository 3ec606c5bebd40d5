package dev.hedgerow.engine.duckdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hedgerow.engine.Cancellation;
import dev.hedgerow.engine.ColumnType.Simple;
import dev.hedgerow.engine.Namespace;
import dev.hedgerow.engine.RowSource;
import dev.hedgerow.engine.SourceColumn;
import dev.hedgerow.engine.TableChange;
import dev.hedgerow.engine.TableChange.Add;
import dev.hedgerow.engine.TableChange.AddFilled;
import dev.hedgerow.engine.TableChange.Clear;
import dev.hedgerow.engine.TableChange.Move;
import dev.hedgerow.engine.TableChange.Put;
import dev.hedgerow.engine.TableChange.Remove;
import dev.hedgerow.engine.TableChange.Step;
import dev.hedgerow.engine.TableVersion;
import dev.hedgerow.engine.WarehouseException.WriteConflict;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TableChangeTest {

    static final TableVersion TABLE = new TableVersion("item", 1);
    static final SourceColumn ID = new SourceColumn("id", Simple.INTEGER);
    static final SourceColumn NAME = new SourceColumn("name", Simple.TEXT);
    static final SourceColumn OLD = new SourceColumn(TableChange.former("id"), Simple.INTEGER);
    static final List<SourceColumn> COLUMNS = List.of(ID, NAME);

    static TestWarehouse warehouse;

    Namespace namespace;

    @BeforeAll
    static void open(@TempDir Path directory) {
        warehouse = TestWarehouse.in(directory);
    }

    @AfterAll
    static void close() {
        warehouse.close();
    }

    @BeforeEach
    void load() {
        namespace = TestWarehouse.namespace();
        warehouse
                .engine()
                .load(namespace, TABLE, rows(COLUMNS, row(1, "a"), row(2, "b"), row(3, "c")), new Cancellation());
    }

    @Test
    void stepsFollowEachOther() {
        change(
                null,
                "1",
                COLUMNS,
                new Remove(rows(List.of(ID), row(1))),
                new Put(List.of("id"), rows(COLUMNS, row(2, "B"), row(4, "d"))),
                new Put(List.of("id"), rows(List.of(ID), row(3))),
                new Move(List.of("id"), rows(List.of(ID, OLD), row(5, 3))));

        assertThat(all()).hasToString("[[2, B], [4, d], [5, c]]");

        change("1", "2", COLUMNS, new Clear(), new Add(rows(COLUMNS, row(9, "z"))));

        assertThat(all()).hasToString("[[9, z]]");
        assertThat(warehouse.engine().marks(namespace)).containsEntry(TABLE, "2");
    }

    @Test
    void aMovedRowTakesThePlaceOfWhoHadItsKey() {
        change(null, "1", COLUMNS, new Move(List.of("id"), rows(List.of(ID, OLD), row(2, 1))));

        assertThat(all()).hasToString("[[2, a], [3, c]]");
    }

    @Test
    void whatIsNotMarkedAsExpectedIsNotChanged() {
        change(null, "1", COLUMNS, new Remove(rows(List.of(ID), row(1))));

        assertThatThrownBy(() -> change(null, "1", COLUMNS, new Clear())).isInstanceOf(WriteConflict.class);
        assertThatThrownBy(() -> change("0", "1", COLUMNS, new Clear())).isInstanceOf(WriteConflict.class);
        assertThat(all()).hasSize(2);
    }

    @Test
    void aMarkCanMoveAlone() {
        change(null, "1", COLUMNS, new Remove(rows(List.of(ID), row(1))));

        var counted = warehouse
                .engine()
                .change(namespace, List.of(new TableChange(TABLE, List.of(), "1", "2", List.of())), new Cancellation());

        assertThat(counted).isEmpty();
        assertThat(all()).hasToString("[[2, b], [3, c]]");
        assertThat(warehouse.engine().marks(namespace)).containsEntry(TABLE, "2");
    }

    @Test
    void columnsAreAddedAndWidened() {
        var wide = List.of(new SourceColumn("id", Simple.TEXT), NAME, new SourceColumn("paid", Simple.BOOLEAN));

        change(null, "1", wide, new Put(List.of("id"), rows(wide, row("x", "y", true))));

        assertThat(all()).hasToString("[[1, a, null], [2, b, null], [3, c, null], [x, y, true]]");
    }

    @Test
    void addedRowsMayTakeValuesFromOthers() {
        var history = new TableVersion("item_cdc", 1);
        warehouse.engine().load(namespace, history, rows(COLUMNS), new Cancellation());

        warehouse
                .engine()
                .change(
                        namespace,
                        List.of(new TableChange(
                                history,
                                COLUMNS,
                                null,
                                "1",
                                List.of(new AddFilled(
                                        rows(List.of(ID, OLD), row(7, 2), row(8, 100)),
                                        TABLE,
                                        List.of("id"),
                                        List.of("name"))))),
                        new Cancellation());

        assertThat(warehouse
                        .query(namespace, "SELECT * FROM item_cdc__v1 ORDER BY id")
                        .rows())
                .hasToString("[[7, b], [8, null]]");
    }

    private List<List<@Nullable Object>> all() {
        return warehouse.query(namespace, "SELECT * FROM item__v1 ORDER BY id").rows();
    }

    private void change(@Nullable String before, String mark, List<SourceColumn> columns, Step... steps) {
        var change = new TableChange(TABLE, columns, before, mark, List.of(steps));
        warehouse.engine().change(namespace, List.of(change), new Cancellation());
    }

    private static RowSource rows(List<SourceColumn> columns, List<?>... rows) {
        return RowSource.of(columns, Arrays.asList(rows).iterator());
    }

    private static List<@Nullable Object> row(Object... values) {
        return Arrays.asList(values);
    }
}

package dev.hedgerow.engine.duckdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.hedgerow.engine.EngineState;
import dev.hedgerow.engine.Namespace;
import dev.hedgerow.engine.TableVersion;
import dev.hedgerow.engine.WarehouseException.Damaged;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(120)
class OpeningTest {

    @TempDir
    Path directory;

    @Test
    void killedWhileCommittingItLosesNothingThatItAcknowledged() throws Exception {
        for (int batches : List.of(1, 7, 40)) {
            long acknowledged;
            try (var writer = WritingProcess.start(directory.resolve("after" + batches))) {
                writer.awaitBatches(batches);
                writer.kill();
                acknowledged = Math.max(batches, writer.lastAcknowledged());
            }

            try (var warehouse = TestWarehouse.in(directory.resolve("after" + batches))) {
                var found = warehouse
                        .query(
                                WritingProcess.NAMESPACE,
                                "SELECT max(batch), count(*), count(DISTINCT (batch, row)) FROM log__v1")
                        .rows()
                        .getFirst();
                var last = (Long) java.util.Objects.requireNonNull(found.getFirst());
                assertThat(last).isBetween(acknowledged, acknowledged + 1);
                assertThat(found)
                        .containsExactly(last, (last + 1) * WritingProcess.BATCH, (last + 1) * WritingProcess.BATCH);
                assertThat(warehouse.engine().versions(WritingProcess.NAMESPACE))
                        .filteredOn(version -> version.table().equals("copy"))
                        .hasSizeBetween(1, 2)
                        .allSatisfy(copy -> assertThat(warehouse.value(
                                        WritingProcess.NAMESPACE, "SELECT count(*) FROM " + Sql.quoted(copy)))
                                .isEqualTo(WritingProcess.BATCH));
            }
        }
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void theDriversUnpackedLibraryIsNotLeftBehindByAProcessThatIsKilled() throws Exception {
        try (var warehouse = TestWarehouse.in(directory);
                var maps = Files.lines(Path.of("/proc/self/maps"))) {
            assertThat(maps.filter(line -> line.contains("libduckdb_java")))
                    .isNotEmpty()
                    .allMatch(line -> line.endsWith("(deleted)"));
            assertThat(warehouse.value(WritingProcess.NAMESPACE, "SELECT 1")).isEqualTo(1L);
        }
    }

    @Test
    void closingIsCleanAndLeavesNoLog() throws Exception {
        try (var warehouse = TestWarehouse.in(directory)) {
            warehouse.materialize(WritingProcess.NAMESPACE, WritingProcess.LOG, "SELECT 1 AS n");
        }

        assertThat(directory.resolve("shared.duckdb.wal")).doesNotExist();
        assertThat(directory.resolve("spill")).isEmptyDirectory();
    }

    @Test
    void whatAKilledProcessHadSpilledIsThrownAway() throws Exception {
        Files.createDirectories(directory.resolve("spill/shared"));
        Files.writeString(directory.resolve("spill/shared/duckdb_temp_storage-0.tmp"), "left over");

        try (var warehouse = TestWarehouse.in(directory)) {
            assertThat(warehouse.engine().state()).isInstanceOf(EngineState.Serving.class);
            assertThat(directory.resolve("spill")).isEmptyDirectory();
        }
    }

    @Test
    void aDirectoryThatCannotBeUsedIsReportedUntilItCan() throws Exception {
        var obstacle = Files.writeString(directory.resolve("file"), "");

        try (var warehouse = TestWarehouse.starting(obstacle.resolve("warehouse"), Map.of())) {
            await().until(() -> warehouse.engine().state().toString().contains("cannot be used"));
            Files.delete(obstacle);

            await().until(() -> warehouse.engine().state() instanceof EngineState.Serving);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "hello", "not a database, but longer than the header of one: "})
    void aDamagedFileIsNamedByItsNamespaceAndTheOthersGoOn(String content) throws Exception {
        try (var warehouse = TestWarehouse.in(directory)) {
            Files.writeString(directory.resolve("shared.duckdb"), content.repeat(1000));

            assertThatThrownBy(() -> warehouse.query(WritingProcess.NAMESPACE, "SELECT 1"))
                    .isInstanceOf(Damaged.class)
                    .hasMessage("The warehouse of shared cannot be opened: its file is damaged.");
            assertThat(warehouse.value(new Namespace("healthy"), "SELECT 1")).isEqualTo(1L);
        }
    }

    @Test
    void aCrashAtTheBirthOfAFileLeavesNothingInTheWay() throws Exception {
        Files.createDirectories(directory);
        Files.writeString(directory.resolve("shared.duckdb.new"), "half");

        try (var warehouse = TestWarehouse.in(directory)) {
            warehouse.materialize(WritingProcess.NAMESPACE, new TableVersion("t", 1), "SELECT 1 AS n");

            assertThat(warehouse.value(WritingProcess.NAMESPACE, "SELECT n FROM t__v1"))
                    .isEqualTo(1L);
        }
    }
}

package dev.hedgerow.database;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hedgerow.server.DataDirectory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.output.MigrateResult;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MigrationTest {

    @Test
    void replicasThatStartAtOnceMigrateOnce(@TempDir Path directory) throws Exception {
        var migrations = Files.createDirectory(directory.resolve("migrations"));
        Files.writeString(migrations.resolve("V1__slow.sql"), "SELECT pg_sleep(1); CREATE TABLE once (id INT);");
        Files.writeString(migrations.resolve("V2__more.sql"), "CREATE TABLE twice (id INT);");

        try (var data = DataDirectory.open(directory.resolve("data"));
                var postgres = EmbeddedPostgres.start(data);
                var replicas = Executors.newVirtualThreadPerTaskExecutor()) {
            var starts = replicas.invokeAll(IntStream.range(0, 4)
                    .<Callable<MigrateResult>>mapToObj(_ -> () -> migrate(postgres.address(), migrations))
                    .toList());

            var applied = 0;
            for (var start : starts) applied += start.get().migrationsExecuted;
            assertThat(applied).isEqualTo(2);
        }
    }

    private static MigrateResult migrate(PostgresAddress address, Path migrations) {
        return Flyway.configure()
                .dataSource(address.jdbcUrl(), address.user(), address.password())
                .locations("filesystem:" + migrations)
                .load()
                .migrate();
    }
}

package dev.hedgerow;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.flywaydb.core.Flyway;
import org.springframework.beans.factory.config.BeanFactoryPostProcessor;
import org.springframework.boot.flyway.autoconfigure.FlywayMigrationStrategy;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.boot.testcontainers.service.connection.ServiceConnection;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Condition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.context.annotation.Conditional;
import org.springframework.core.type.AnnotatedTypeMetadata;
import org.springframework.util.FileSystemUtils;
import org.testcontainers.postgresql.PostgreSQLContainer;

/** A real PostgreSQL: a container where Docker runs, and else the server's own embedded one. Empty at the start. */
@TestConfiguration(proxyBeanMethods = false)
public class TestDatabase {

    @Bean
    @ServiceConnection
    @Conditional(DockerRuns.class)
    PostgreSQLContainer container() {
        return new PostgreSQLContainer("postgres:18");
    }

    /** The embedded one keeps what the last run left. */
    @Bean
    FlywayMigrationStrategy fromScratch() {
        return flyway -> {
            Flyway.configure()
                    .configuration(flyway.getConfiguration())
                    .cleanDisabled(false)
                    .load()
                    .clean();
            flyway.migrate();
        };
    }

    /** The warehouse too: projects are counted from one again. */
    @Bean
    static BeanFactoryPostProcessor emptyWarehouse() {
        return beans -> {
            try {
                FileSystemUtils.deleteRecursively(Path.of("target/test-data/warehouse"));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        };
    }

    static class DockerRuns implements Condition {

        @Override
        public boolean matches(ConditionContext context, AnnotatedTypeMetadata metadata) {
            return Files.exists(Path.of("/var/run/docker.sock"));
        }
    }
}

package dev.hedgerow.database;

import dev.hedgerow.server.DataDirectory;
import dev.hedgerow.server.ReadinessCheck;
import dev.hedgerow.server.StartRefused;
import javax.sql.DataSource;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.flyway.autoconfigure.FlywayMigrationStrategy;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Lazy;

/** An auto-configuration, because only those can tell that somebody else (a test's container) brings the database. */
@AutoConfiguration(
        before = DataSourceAutoConfiguration.class,
        afterName = "org.springframework.boot.testcontainers.service.connection.ServiceConnectionAutoConfiguration")
class DatabaseConfiguration {

    @Bean
    @ConditionalOnMissingBean
    JdbcConnectionDetails metadataDatabase(DatabaseSettings settings, ObjectProvider<EmbeddedPostgres> embedded) {
        return new AddressConnectionDetails(
                settings.url() == null ? embedded.getObject().address() : parse(settings.url()));
    }

    private static PostgresAddress parse(String url) {
        try {
            return PostgresAddress.parse(url);
        } catch (IllegalArgumentException malformed) {
            throw new StartRefused("DATABASE_URL " + malformed.getMessage(), malformed);
        }
    }

    @Bean(destroyMethod = "close")
    @Lazy
    EmbeddedPostgres embeddedPostgres(DataDirectory data) {
        return EmbeddedPostgres.start(data);
    }

    /** The server of the metadata, for those who create databases of their own on it. */
    @Bean
    PostgresAddress metadataServer(JdbcConnectionDetails details) {
        return AddressConnectionDetails.addressOf(details);
    }

    @Bean
    @ConditionalOnMissingBean
    FlywayMigrationStrategy migration(DataSource database) {
        return flyway -> {
            ServerVersion.check(database);
            flyway.migrate();
        };
    }

    @Bean
    ReadinessCheck databaseReadiness(DataSource database) {
        return new DatabaseReadiness(database);
    }
}

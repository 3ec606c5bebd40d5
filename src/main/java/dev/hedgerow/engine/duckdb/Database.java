package dev.hedgerow.engine.duckdb;

import dev.hedgerow.engine.TableVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.duckdb.DuckDBConnection;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One open file: an instance of DuckDB of its own that can read and write this file and its spill directory, and
 * nothing else.
 */
final class Database implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Database.class);

    private static final int LARGE = 100_000;

    private final DuckDBConnection root;
    private final DuckDBConnection measured;
    private final SelectGate gate;
    private final Set<TableVersion> small = ConcurrentHashMap.newKeySet();
    private volatile boolean broken;

    /** What belongs to a connection, as the measuring of progress does, its duplicates inherit. */
    private Database(DuckDBConnection root, DuckDBConnection measured, DuckDbProperties properties)
            throws SQLException {
        this.root = root;
        this.measured = measured;
        try (var statement = measured.createStatement()) {
            statement.execute("SET enable_progress_bar = true; SET enable_progress_bar_print = false");
        }
        try (var statement = root.createStatement()) {
            statement.execute(locks(properties));
        }
        gate = new SelectGate(new Parser(root), catalogViews(root));
    }

    static Database open(Path file, Path spill, DuckDbProperties properties, long memory)
            throws SQLException, IOException {
        var settings = settings(spill, properties, memory);
        if (!Files.exists(file)) {
            create(file);
        }
        var root = connect(file, settings);
        var measured = root.duplicate();
        try {
            return new Database(root, measured, properties);
        } catch (SQLException e) {
            measured.close();
            root.close();
            throw e;
        }
    }

    Session session() throws SQLException {
        return new Session(root.duplicate());
    }

    /** One whose statements tell how far they are. */
    Session measuredSession() throws SQLException {
        return new Session(measured.duplicate());
    }

    /** Gives back the space of a write that came to nothing. */
    void reclaim() {
        try (var session = session()) {
            // Without anything in the log a checkpoint does nothing.
            session.execute("CREATE TABLE IF NOT EXISTS hedgerow_reclaim (n INTEGER)");
            session.execute("DROP TABLE IF EXISTS hedgerow_reclaim");
            session.checkpoint();
        } catch (SQLException e) {
            LOG.warn("The space of a failed write stays with the file until a later one", e);
        }
    }

    /**
     * Moves a new table into the file if there is much of it. A little stays in the log, which DuckDB empties by itself
     * when it has grown: each checkpoint costs more than a small table does.
     */
    boolean settle(Session session, TableVersion version, long values) {
        if (values < LARGE) {
            small.add(version);
            return false;
        }
        session.checkpoint();
        return true;
    }

    /** More may have come to a table than it was made with. */
    void grows(TableVersion version) {
        small.remove(version);
    }

    /** Gives the space of a table that is gone back to the disk, unless it was little. */
    void settleWithout(Session session, TableVersion version) {
        if (!small.remove(version)) {
            session.checkpoint();
        }
    }

    SelectGate gate() {
        return gate;
    }

    void limitMemory(long bytes) throws SQLException {
        try (var statement = root.createStatement()) {
            statement.execute("SET memory_limit = '%dB'".formatted(bytes));
        }
    }

    /** Says that DuckDB refuses to go on with this instance; a new one on the same file recovers. */
    void breaks() {
        broken = true;
    }

    boolean isBroken() {
        return broken;
    }

    @Override
    public void close() throws SQLException {
        try (root;
                measured) {
            gate.close();
        }
    }

    /** A file is born under another name, so that a crash at birth leaves nothing that looks like a database. */
    private static void create(Path file) throws SQLException, IOException {
        var unborn = file.resolveSibling(file.getFileName() + ".new");
        Files.deleteIfExists(unborn);
        connect(unborn, new Properties()).close();
        Files.move(unborn, file);
    }

    private static DuckDBConnection connect(Path file, Properties settings) throws SQLException {
        return DriverManager.getConnection("jdbc:duckdb:" + file, settings).unwrap(DuckDBConnection.class);
    }

    private static Properties settings(Path spill, DuckDbProperties properties, long memory) {
        var settings = new Properties();
        settings.setProperty("threads", Integer.toString(properties.threadsPerStatement()));
        settings.setProperty("memory_limit", memory + "B");
        settings.setProperty("temp_directory", spill.toString());
        settings.setProperty("autoinstall_known_extensions", "false");
        settings.setProperty("autoload_known_extensions", "false");
        settings.setProperty("allow_community_extensions", "false");
        return settings;
    }

    /**
     * Set before any session can be had, so that no session can take it back; only the memory limit stays adjustable.
     * The limit on spilling is here and not among the settings to connect with, where DuckDB 2.0 takes it and forgets
     * it.
     */
    private static String locks(DuckDbProperties properties) {
        return """
                SET max_temp_directory_size = '%dB';
                SET GLOBAL TimeZone = 'UTC';
                SET allow_persistent_secrets = false;
                SET enable_external_access = false;
                SET allowed_configs = ['memory_limit'];
                SET lock_configuration = true;
                """.formatted(properties.spill().toBytes());
    }

    private static Set<String> catalogViews(Connection connection) throws SQLException {
        var names = new HashSet<String>();
        try (var statement = connection.createStatement();
                var views = statement.executeQuery("SELECT lower(view_name) FROM duckdb_views() WHERE internal")) {
            while (views.next()) {
                names.add(views.getString(1));
            }
        }
        return Set.copyOf(names);
    }
}

package dev.hedgerow.catalog;

import dev.hedgerow.account.ProjectDeleted;
import dev.hedgerow.engine.EngineState;
import dev.hedgerow.engine.Warehouse;
import dev.hedgerow.engine.WarehouseException;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.event.TransactionalEventListener;

/**
 * Clears away what the engine holds of projects that are gone. Which ones is a row, written when the project goes, so
 * that neither a crash nor a query that is still running makes us forget it.
 */
@Component
class DeletedProjects {

    private static final Logger LOG = LoggerFactory.getLogger(DeletedProjects.class);

    private final JdbcClient jdbc;
    private final Warehouse warehouse;

    DeletedProjects(JdbcClient jdbc, Warehouse warehouse) {
        this.jdbc = jdbc;
        this.warehouse = warehouse;
    }

    @EventListener
    void remember(ProjectDeleted deleted) {
        jdbc.sql("INSERT INTO deleted_project VALUES (:id)")
                .param("id", deleted.team().id())
                .update();
    }

    /** On a thread of its own: the transaction that has just ended is still bound to this one. */
    @TransactionalEventListener
    void clearSoon(ProjectDeleted deleted) {
        Thread.ofVirtual().name("clear " + deleted.team()).start(this::clear);
    }

    @Scheduled(initialDelay = 1, fixedDelay = 1, timeUnit = TimeUnit.MINUTES)
    void clear() {
        if (warehouse.state() instanceof EngineState.Serving) {
            jdbc.sql("SELECT id FROM deleted_project").query(Long.class).list().forEach(this::clear);
        }
    }

    private void clear(long id) {
        try {
            warehouse.dropNamespace(Namespaces.of(id));
            jdbc.sql("DELETE FROM deleted_project WHERE id = :id")
                    .param("id", id)
                    .update();
        } catch (WarehouseException e) {
            LOG.warn("The tables of project {}, which is gone, are still there: {}", id, e.getMessage());
        }
    }
}

package dev.hedgerow.modelingjob;

import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Which views wait for the run of which others. */
@Repository
class Waits {

    private final JdbcClient jdbc;

    Waits(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    void replace(UUID view, Collection<UUID> upstream) {
        forget(view);
        jdbc.sql("INSERT INTO materialization_wait SELECT :view, unnest(:upstream)")
                .param("view", view)
                .param("upstream", upstream.toArray(UUID[]::new))
                .update();
    }

    boolean exist(UUID view) {
        return jdbc.sql("SELECT EXISTS (SELECT FROM materialization_wait WHERE view_id = :view)")
                .param("view", view)
                .query(Boolean.class)
                .single();
    }

    void forget(UUID view) {
        jdbc.sql("DELETE FROM materialization_wait WHERE view_id = :view")
                .param("view", view)
                .update();
    }

    void forget(UUID view, UUID upstream) {
        jdbc.sql("DELETE FROM materialization_wait WHERE view_id = :view AND upstream_id = :upstream")
                .param("view", view)
                .param("upstream", upstream)
                .update();
    }

    /** Lets go those who waited for this view, and tells who they are. */
    @Transactional(propagation = Propagation.REQUIRES_NEW)
    public List<UUID> release(UUID upstream) {
        return jdbc.sql("DELETE FROM materialization_wait WHERE upstream_id = :upstream RETURNING view_id")
                .param("upstream", upstream)
                .query((row, _) -> row.getObject(1, UUID.class))
                .list();
    }

    /** Those of them that wait for nothing; to be asked for after their release, so that who is last sees them free. */
    @Transactional(propagation = Propagation.REQUIRES_NEW, readOnly = true)
    public List<UUID> free(Collection<UUID> released) {
        return jdbc.sql("""
                        SELECT view_id FROM unnest(:released) AS view_id
                        EXCEPT
                        SELECT view_id FROM materialization_wait WHERE view_id = ANY(:released)
                        """)
                .param("released", released.toArray(UUID[]::new))
                .query((row, _) -> row.getObject(1, UUID.class))
                .list();
    }
}

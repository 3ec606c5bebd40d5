package dev.hedgerow;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import dev.hedgerow.contract.ContractSuite;
import dev.hedgerow.contract.Target;
import dev.hedgerow.database.SourcePostgres;
import java.net.URI;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The contract, kept by the server of these tests. */
@ServerTest
class OwnServerContractTest extends ContractSuite {

    @LocalServerPort
    int port;

    @Autowired
    Tenants tenants;

    @Autowired
    JdbcClient jdbc;

    @Override
    protected Target target() {
        var tenant = tenants.create();
        addJobs(tenant.project());
        return new Target(
                URI.create("http://localhost:" + port), tenant.key(), String.valueOf(tenant.project()), source());
    }

    /**
     * Runs are not made by clients, and one that lasts cannot be made at all; its late date keeps it from being swept.
     */
    private void addJobs(long project) {
        jdbc.sql("""
                        WITH job (view, status, attempt) AS (
                                 VALUES (gen_random_uuid(), 'Running', nextval('data_modeling_attempt')),
                                        (gen_random_uuid(), 'Completed', nextval('data_modeling_attempt'))),
                             standing AS (
                                 INSERT INTO materialization (view_id, team_id, jobs, last_attempt)
                                 SELECT view, :team, 1, CASE WHEN status = 'Completed' THEN attempt END FROM job)
                        INSERT INTO data_modeling_job
                               (id, team_id, saved_query_id, status, attempt, workflow_id, workflow_run_id,
                                created_at, updated_at, last_run_at)
                        SELECT gen_random_uuid(), :team, view, status, attempt, 'materialize-view-' || view,
                               gen_random_uuid(), now(), now() + interval '1 day', now()
                          FROM job
                        """).param("team", project).update();
    }

    private static Map<String, String> source() {
        var database = SourcePostgres.shared().database();
        database.execute("CREATE TABLE contract_orders (id int PRIMARY KEY); CREATE TABLE contract_customers (id int)");
        return database.settings().entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, entry -> String.valueOf(entry.getValue())));
    }

    @Test
    void theSuiteKnowsOnlyHttp() {
        var ours = DescribedPredicate.<JavaClass>describe(
                "are ours",
                type -> type.getPackageName().startsWith("dev.hedgerow")
                        && !type.getPackageName().equals("dev.hedgerow.contract"));

        noClasses()
                .should()
                .dependOnClassesThat(ours)
                .check(new ClassFileImporter().importPackages("dev.hedgerow.contract"));
    }
}

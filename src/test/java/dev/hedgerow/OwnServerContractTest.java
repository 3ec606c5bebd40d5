package dev.hedgerow;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import dev.hedgerow.contract.ContractSuite;
import dev.hedgerow.contract.Target;
import java.net.URI;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/** The contract, kept by the server of these tests. */
@ServerTest
class OwnServerContractTest extends ContractSuite {

    @LocalServerPort
    int port;

    @Autowired
    Tenants tenants;

    @Override
    protected Target target() {
        var tenant = tenants.create();
        return new Target(URI.create("http://localhost:" + port), tenant.key(), String.valueOf(tenant.project()));
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

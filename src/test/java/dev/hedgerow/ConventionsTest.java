package dev.hedgerow;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.core.importer.ImportOption.OnlyIncludeTests;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import dev.hedgerow.auth.Anonymous;
import dev.hedgerow.auth.AnyCredential;
import dev.hedgerow.auth.RequiresScope;
import dev.hedgerow.auth.RequiresSession;
import jakarta.persistence.Entity;
import java.lang.annotation.Annotation;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZonedDateTime;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.data.repository.Repository;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

class ConventionsTest {

    static final JavaClasses CODE =
            new ClassFileImporter().withImportOption(new DoNotIncludeTests()).importPackages("dev.hedgerow");

    static final List<Class<? extends Annotation>> ENTRIES =
            List.of(RequiresScope.class, RequiresSession.class, AnyCredential.class, Anonymous.class);

    @Test
    void everyHandlerSaysOnceWhoMayCallIt() {
        methods()
                .that()
                .areMetaAnnotatedWith(RequestMapping.class)
                .and()
                .areDeclaredInClassesThat()
                .resideOutsideOfPackage("dev.hedgerow.server..") // the probes, which are outside of /api
                .should(new ArchCondition<>("have exactly one of " + ENTRIES) {
                    @Override
                    public void check(JavaMethod handler, ConditionEvents events) {
                        var entries = ENTRIES.stream()
                                .filter(handler::isAnnotatedWith)
                                .count();
                        events.add(new SimpleConditionEvent(
                                handler, entries == 1, handler.getFullName() + " has " + entries));
                    }
                })
                .check(CODE);
    }

    @Test
    void controllersRepositoriesAndEntitiesStayInTheirPackage() {
        classes()
                .that()
                .areAnnotatedWith(RestController.class)
                .or()
                .areAssignableTo(Repository.class)
                .or()
                .areAnnotatedWith(Entity.class)
                .should()
                .bePackagePrivate()
                .check(CODE);
    }

    @Test
    void timeComesFromTheClock() {
        for (var type : List.of(
                Instant.class, LocalDate.class, LocalDateTime.class, OffsetDateTime.class, ZonedDateTime.class)) {
            noClasses().should().callMethod(type, "now").check(CODE);
        }
        noClasses().should().callMethod(System.class, "currentTimeMillis").check(CODE);
    }

    @Test
    void namesSayWhatAThingIs() {
        noClasses()
                .should()
                .haveNameMatching(".*(Impl|Util|Utils|Helper|Manager|Base|DTO|Dto)")
                .check(CODE);
    }

    @Test
    void dependenciesComeThroughTheConstructor() {
        noFields()
                .should()
                .beAnnotatedWith(Autowired.class)
                .orShould()
                .beAnnotatedWith(Value.class)
                .check(CODE);
    }

    @Test
    void staticsAreConstants() {
        fields().that()
                .areStatic()
                .and()
                .areDeclaredInClassesThat()
                .haveNameNotMatching(".*\\.HogQl(Lexer|Parser)(\\$.*)?") // generated
                .should()
                .beFinal()
                .check(CODE);
    }

    @Test
    void theCompilerKnowsNoFramework() {
        noClasses()
                .that()
                .resideInAPackage("dev.hedgerow.hogql..")
                .and()
                .doNotHaveSimpleName("package-info")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.springframework..", "java.sql..", "javax.sql..")
                .allowEmptyShould(true)
                .check(CODE);
    }

    @Test
    void theDriverIsNamedInOnePlace() {
        noClasses()
                .that()
                .resideOutsideOfPackage("..engine.duckdb..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.duckdb..")
                .check(CODE);
    }

    @Test
    void theContractIsKnownByHttpAlone() {
        var tests =
                new ClassFileImporter().withImportOption(new OnlyIncludeTests()).importPackages("dev.hedgerow");

        classes()
                .that()
                .resideInAPackage("..contract..")
                .should()
                .onlyDependOnClassesThat(
                        resideOutsideOfPackage("dev.hedgerow..").or(resideInAPackage("dev.hedgerow.contract..")))
                .allowEmptyShould(true)
                .check(tests);
    }
}

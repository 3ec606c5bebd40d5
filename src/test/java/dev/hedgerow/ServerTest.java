package dev.hedgerow;

import dev.hedgerow.modelingjob.TestModels;
import dev.hedgerow.modelingjob.Workbench;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.context.annotation.Import;

/** The whole server on a random port. One annotation, so that every such test shares one Spring context. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@SpringBootTest(
        webEnvironment = WebEnvironment.RANDOM_PORT,
        properties = {
            "hedgerow.data-dir=target/test-data",
            // What is done again after a while is watched by tests.
            "hedgerow.managed-warehouse-round=200ms",
            "hedgerow.sync.backoff=300ms",
            "hedgerow.sync.look=1s",
            "hedgerow.materialization.sweep=1s"
        })
@Import({TestDatabase.class, PlainClient.class, Tenants.class, Probe.class, TestModels.class, Workbench.Factory.class})
public @interface ServerTest {}

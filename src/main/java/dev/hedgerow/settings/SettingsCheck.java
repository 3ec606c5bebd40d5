package dev.hedgerow.settings;

import dev.hedgerow.server.StartRefused;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeSet;
import org.springframework.boot.EnvironmentPostProcessor;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.context.config.ConfigDataEnvironmentPostProcessor;
import org.springframework.core.Ordered;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;

/** Refuses variables that nobody reads and values that nobody can, and turns some into the framework's own settings. */
class SettingsCheck implements EnvironmentPostProcessor, Ordered {

    @Override
    public int getOrder() {
        return ConfigDataEnvironmentPostProcessor.ORDER + 1;
    }

    @Override
    public void postProcessEnvironment(ConfigurableEnvironment environment, SpringApplication application) {
        refuseUnknown(environment.getSystemEnvironment());
        var derived = new HashMap<String, Object>();
        var databaseUrl = environment.getProperty(Variable.DATABASE_URL.name(), "");
        if (!databaseUrl.isEmpty()) derived.put(Variable.DATABASE_URL.property, databaseUrl);
        environment.getPropertySources().addLast(new MapPropertySource("hedgerow", derived));
        for (var variable : Variable.values()) check(variable, environment);
        derive(environment, derived);
    }

    private static void refuseUnknown(Map<String, Object> variables) {
        var unknown = new TreeSet<>(variables.keySet());
        unknown.removeIf(name -> !name.startsWith("HEDGEROW_") || isKnown(name));
        if (!unknown.isEmpty()) {
            throw new StartRefused("%s is no setting of Hedgerow; the README lists them".formatted(unknown.first()));
        }
    }

    private static boolean isKnown(String name) {
        for (var variable : Variable.values()) {
            if (variable.name().equals(name)) return true;
        }
        return false;
    }

    private static void check(Variable variable, ConfigurableEnvironment environment) {
        var value = environment.getProperty(variable.property);
        if (value == null) return;
        variable.rule.complaint(value).ifPresent(complaint -> {
            throw new StartRefused("%s (%s) %s".formatted(variable.name(), variable.property, complaint));
        });
    }

    private static void derive(ConfigurableEnvironment environment, Map<String, Object> derived) {
        if (environment.getProperty(Variable.HEDGEROW_BEHIND_PROXY.property, boolean.class, false)) {
            derived.put("server.forward-headers-strategy", "native");
        }
        if (environment
                .getProperty(Variable.HEDGEROW_LOG_FORMAT.property, "plain")
                .equals("json")) {
            derived.put("logging.structured.format.console", "ecs");
        }
    }
}

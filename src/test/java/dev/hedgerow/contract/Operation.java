package dev.hedgerow.contract;

import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/**
 * One documented operation, folded over the prefixes and pages that document it.
 *
 * @param rest the path below the project, such as {@code insight_variables/:id}
 * @param statuses the documented status by the name of the prefix
 * @param examples the documented bodies; all of their keys are promised
 */
record Operation(String method, String rest, Map<String, Integer> statuses, List<JsonNode> examples) {

    String name() {
        return method + " " + rest;
    }

    String collection() {
        return rest.split("/", 2)[0];
    }

    /** A prefix that is not documented answers like the one that is. */
    int status(String root) {
        return statuses.getOrDefault(root, statuses.values().iterator().next());
    }
}

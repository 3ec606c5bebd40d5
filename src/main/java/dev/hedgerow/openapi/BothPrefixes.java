package dev.hedgerow.openapi;

import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.PathItem;
import io.swagger.v3.oas.models.Paths;
import io.swagger.v3.oas.models.media.JsonSchema;
import io.swagger.v3.oas.models.parameters.Parameter;
import io.swagger.v3.oas.models.parameters.PathParameter;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.springdoc.core.customizers.GlobalOpenApiCustomizer;
import org.springframework.stereotype.Component;

/** Writes out both names of the paths that are mapped once, and the places in them that no handler asks for. */
@Component
class BothPrefixes implements GlobalOpenApiCustomizer {

    private static final String ROOT = "{root}";
    private static final Pattern VARIABLE = Pattern.compile("\\{(\\w+)}");

    @Override
    public void customise(OpenAPI openApi) {
        var paths = new Paths();
        openApi.getPaths().forEach((path, item) -> {
            if (path.contains(ROOT)) {
                add(paths, path.replace(ROOT, "projects"), "project_id", "", item);
                add(paths, path.replace(ROOT, "environments"), "environment_id", "environments_", item);
            } else {
                add(paths, path, "project_id", "", item);
            }
        });
        openApi.setPaths(paths);
    }

    private static void add(Paths paths, String path, String team, String idPrefix, PathItem item) {
        var named = path.replaceFirst("\\{team(Id)?}", "{" + team + "}")
                .replaceFirst("\\{organization(Id)?}", "{organization_id}");
        var places = VARIABLE.matcher(named)
                .results()
                .map((MatchResult variable) -> variable.group(1))
                .toList();
        var copy = new PathItem();
        item.readOperationsMap()
                .forEach((method, operation) -> copy.operation(method, copy(operation, idPrefix, places)));
        paths.addPathItem(named, copy);
    }

    private static Operation copy(Operation operation, String idPrefix, List<String> places) {
        var asked = operation.getParameters() == null ? List.<Parameter>of() : operation.getParameters();
        var parameters = new ArrayList<Parameter>();
        places.stream()
                .filter(place -> asked.stream().noneMatch(parameter -> place.equals(parameter.getName())))
                .map(BothPrefixes::place)
                .forEach(parameters::add);
        parameters.addAll(asked);
        return new Operation()
                .operationId(idPrefix + operation.getOperationId())
                .tags(operation.getTags())
                .summary(operation.getSummary())
                .description(operation.getDescription())
                .security(operation.getSecurity())
                .parameters(parameters)
                .requestBody(operation.getRequestBody())
                .responses(operation.getResponses());
    }

    private static Parameter place(String name) {
        return new PathParameter()
                .name(name)
                .description("Its id, or `@current`.")
                .required(true)
                .schema(new JsonSchema().typesItem("string"));
    }
}

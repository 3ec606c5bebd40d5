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
import org.springdoc.core.customizers.GlobalOpenApiCustomizer;
import org.springframework.stereotype.Component;

/** Writes out the paths that are mapped once, and names the places in them that no handler asks for. */
@Component
class BothPrefixes implements GlobalOpenApiCustomizer {

    private static final String ALIASED = "{root}/{teamId}";
    private static final String ORGANIZATION = "{organizationId}";

    @Override
    public void customise(OpenAPI openApi) {
        var paths = new Paths();
        openApi.getPaths().forEach((path, item) -> {
            if (path.contains(ALIASED)) {
                var asProject = path.replace(ALIASED, "projects/{project_id}");
                var asEnvironment = path.replace(ALIASED, "environments/{environment_id}");
                paths.addPathItem(asProject, with(place("project_id"), "", item));
                paths.addPathItem(asEnvironment, with(place("environment_id"), "environments_", item));
            } else if (path.contains(ORGANIZATION)) {
                var named = path.replace(ORGANIZATION, "{organization_id}");
                paths.addPathItem(named, with(place("organization_id"), "", item));
            } else {
                paths.addPathItem(path, item);
            }
        });
        openApi.setPaths(paths);
    }

    private static Parameter place(String name) {
        return new PathParameter()
                .name(name)
                .description("Its id, or `@current`.")
                .required(true)
                .schema(new JsonSchema().typesItem("string"));
    }

    private static PathItem with(Parameter place, String idPrefix, PathItem item) {
        var copy = new PathItem();
        item.readOperationsMap()
                .forEach((method, operation) -> copy.operation(method, with(place, idPrefix, operation)));
        return copy;
    }

    private static Operation with(Parameter place, String idPrefix, Operation operation) {
        var parameters = new ArrayList<Parameter>(List.of(place));
        if (operation.getParameters() != null) {
            parameters.addAll(operation.getParameters());
        }
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
}

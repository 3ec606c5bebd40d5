package dev.hedgerow.openapi;

import dev.hedgerow.auth.Caller;
import dev.hedgerow.auth.Organization;
import dev.hedgerow.auth.Team;
import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.info.Info;
import io.swagger.v3.oas.models.security.SecurityScheme;
import io.swagger.v3.oas.models.servers.Server;
import java.util.List;
import org.springdoc.core.utils.SpringDocUtils;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.info.BuildProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class OpenApiConfiguration {

    static {
        SpringDocUtils.getConfig().addRequestWrapperToIgnore(Team.class, Organization.class, Caller.class);
        SpringDocUtils.getConfig().addRequestWrapperToIgnore(PagingParameters.ARGUMENTS);
    }

    @Bean
    OpenAPI description(ObjectProvider<BuildProperties> build) {
        return new OpenAPI()
                .info(new Info()
                        .title("Hedgerow")
                        .version(build.stream()
                                .map(BuildProperties::getVersion)
                                .findFirst()
                                .orElse("development"))
                        .description("The Data Warehouse API. Paths are answered with and without their last slash; "
                                + "the paths below environments are another name of those below projects."))
                .servers(List.of(new Server().url("/").description("This server")))
                .components(new Components()
                        .addSecuritySchemes(
                                Security.KEY,
                                new SecurityScheme()
                                        .type(SecurityScheme.Type.HTTP)
                                        .scheme("bearer")
                                        .description("A personal API key, phx_…"))
                        .addSecuritySchemes(
                                Security.SESSION,
                                new SecurityScheme()
                                        .type(SecurityScheme.Type.APIKEY)
                                        .in(SecurityScheme.In.COOKIE)
                                        .name("sessionid")
                                        .description(
                                                "A login; changes also take its token in the header X-CSRFToken")));
    }
}

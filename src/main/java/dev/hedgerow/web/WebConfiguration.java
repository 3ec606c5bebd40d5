package dev.hedgerow.web;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.jackson.autoconfigure.JsonMapperBuilderCustomizer;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.boot.webmvc.autoconfigure.WebMvcRegistrations;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.util.function.SingletonSupplier;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.servlet.HandlerExceptionResolver;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerAdapter;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;

@Configuration(proxyBeanMethods = false)
class WebConfiguration implements WebMvcConfigurer {

    private final ErrorWriter errors;
    private final JsonMapper json;

    WebConfiguration(ErrorWriter errors, JsonMapper json) {
        this.errors = errors;
        this.json = json;
    }

    @Bean
    static JsonMapperBuilderCustomizer wireFormat() {
        return builder -> builder.propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
                // Fields travel in the order in which they are declared.
                .disable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
                .addModule(new SimpleModule("hedgerow")
                        .addSerializer(new WireTime())
                        .addSerializer(Double.class, new WireDouble())
                        .addSerializer(double.class, new WireDouble()));
    }

    @Bean
    FilterRegistrationBean<ResponseHeaders> responseHeaders() {
        return filter(new ResponseHeaders(), 0);
    }

    @Bean
    FilterRegistrationBean<Cors> cors() {
        return filter(new Cors(), 1);
    }

    @Bean
    FilterRegistrationBean<ApiGate> apiGate(ObjectProvider<RequestMappingHandlerMapping> mappings) {
        Supplier<Routes> routes = SingletonSupplier.of(() -> new Routes(mappings.stream()
                .filter(mapping -> mapping.getClass() == RequestMappingHandlerMapping.class)
                .findFirst()
                .orElseThrow()
                .getHandlerMethods()));
        return filter(new ApiGate(routes, errors), 2);
    }

    /** Before Spring Security, whose filters stand at -100. */
    private static <F extends jakarta.servlet.Filter> FilterRegistrationBean<F> filter(F filter, int place) {
        var registration = new FilterRegistrationBean<>(filter);
        registration.setOrder(Ordered.HIGHEST_PRECEDENCE + 1000 + place);
        return registration;
    }

    @Override
    public void configureHandlerExceptionResolvers(List<HandlerExceptionResolver> resolvers) {
        resolvers.add(errors);
    }

    @Override
    public void addInterceptors(InterceptorRegistry registry) {
        registry.addInterceptor(new OptionsAnswer(json)).order(Ordered.LOWEST_PRECEDENCE);
    }

    /** {@code @RequestBody} is read by {@link RequestArguments}, which must come before Spring's own reader. */
    @Bean
    WebMvcRegistrations requestArgumentsFirst(ObjectProvider<RequestArguments> arguments) {
        return new WebMvcRegistrations() {
            @Override
            public @Nullable RequestMappingHandlerAdapter getRequestMappingHandlerAdapter() {
                return new RequestMappingHandlerAdapter() {
                    @Override
                    public void afterPropertiesSet() {
                        super.afterPropertiesSet();
                        var resolvers = new ArrayList<HandlerMethodArgumentResolver>();
                        resolvers.add(arguments.getObject());
                        resolvers.addAll(List.copyOf(Objects.requireNonNull(getArgumentResolvers())));
                        setArgumentResolvers(resolvers);
                    }
                };
            }
        };
    }
}

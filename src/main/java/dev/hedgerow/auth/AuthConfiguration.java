package dev.hedgerow.auth;

import dev.hedgerow.server.ServerSettings;
import dev.hedgerow.web.BodyReader;
import dev.hedgerow.web.ErrorWriter;
import java.util.List;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.scheduling.annotation.EnableScheduling;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.observation.SecurityObservationSettings;
import org.springframework.security.crypto.factory.PasswordEncoderFactories;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.context.SecurityContextHolderFilter;
import org.springframework.security.web.firewall.HttpFirewall;
import org.springframework.security.web.firewall.RequestRejectedHandler;
import org.springframework.security.web.firewall.StrictHttpFirewall;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

@EnableScheduling
@Configuration(proxyBeanMethods = false)
class AuthConfiguration implements WebMvcConfigurer {

    private final Gatekeeper gatekeeper;
    private final Throttle throttle;

    AuthConfiguration(Gatekeeper gatekeeper, Throttle throttle) {
        this.gatekeeper = gatekeeper;
        this.throttle = throttle;
    }

    /** Spring Security keeps the chain; who calls is found out by one filter of ours, and what they may do later. */
    @Bean
    static SecurityFilterChain everything(
            HttpSecurity http, Credentials credentials, BodyReader bodies, ErrorWriter errors, ServerSettings server) {
        return http.addFilterAfter(
                        new CallerFilter(credentials, bodies, errors, server), SecurityContextHolderFilter.class)
                .sessionManagement(AbstractHttpConfigurer::disable)
                .exceptionHandling(AbstractHttpConfigurer::disable)
                .anonymous(AbstractHttpConfigurer::disable)
                .servletApi(AbstractHttpConfigurer::disable)
                .requestCache(AbstractHttpConfigurer::disable)
                .csrf(AbstractHttpConfigurer::disable)
                .logout(AbstractHttpConfigurer::disable)
                .headers(AbstractHttpConfigurer::disable)
                .build();
    }

    /** Unknown methods are refused by routes, as 405; header values are data to us. */
    @Bean
    static HttpFirewall firewall() {
        var firewall = new StrictHttpFirewall();
        firewall.setUnsafeAllowAnyHttpMethod(true);
        firewall.setAllowedHeaderValues(_ -> true);
        return firewall;
    }

    @Bean
    static RequestRejectedHandler rejectedPaths(ErrorWriter errors) {
        return errors::write;
    }

    /** A request is measured as one; to measure every filter costs more than the filters. */
    @Bean
    static SecurityObservationSettings unobservedFilters() {
        return SecurityObservationSettings.noObservations();
    }

    @Bean
    static PasswordEncoder passwordEncoder() {
        return PasswordEncoderFactories.createDelegatingPasswordEncoder();
    }

    @Override
    public void addInterceptors(InterceptorRegistry registry) {
        registry.addInterceptor(gatekeeper).addPathPatterns("/api/**").order(0);
        registry.addInterceptor(throttle).addPathPatterns("/api/**").order(1);
    }

    @Override
    public void addArgumentResolvers(List<HandlerMethodArgumentResolver> resolvers) {
        resolvers.add(new CallerArguments());
    }
}

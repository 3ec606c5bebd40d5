package dev.hedgerow;

import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.boot.test.http.server.LocalTestWebServer;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Lazy;
import org.springframework.http.client.JdkClientHttpRequestFactory;
import org.springframework.test.web.servlet.client.RestTestClient;

/**
 * A client that shows what the server answers: it follows no redirects and keeps no cookies. The one that Spring would
 * choose depends on what is on the class path, and Apache's does both.
 */
@TestConfiguration(proxyBeanMethods = false)
class PlainClient {

    @Bean
    @Lazy
    RestTestClient restTestClient(ApplicationContext context) {
        return RestTestClient.bindToServer(new JdkClientHttpRequestFactory())
                .uriBuilderFactory(LocalTestWebServer.obtain(context).uriBuilderFactory())
                .build();
    }
}

package dev.hedgerow.web;

import org.apache.catalina.core.StandardHost;
import org.apache.coyote.http11.AbstractHttp11Protocol;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What the container does before and after our code: the bodies it reads, the errors it answers itself. */
@Configuration(proxyBeanMethods = false)
class TomcatConfiguration {

    private static final int SWALLOWED_AT_MOST = 5 * BodyReader.MAX_BYTES;

    /** What is written to a connection at once; a page of a list fits in. */
    private static final String WRITTEN_AT_ONCE = String.valueOf(ResponseHeaders.BUFFERED_BYTES);

    @Bean
    WebServerFactoryCustomizer<TomcatServletWebServerFactory> bodies() {
        return tomcat -> {
            // Multipart forms are read by a filter, which Tomcat only allows when told to.
            tomcat.addContextCustomizers(context -> context.setAllowCasualMultipartParsing(true));
            tomcat.addConnectorCustomizers(connector -> {
                connector.setMaxPostSize(BodyReader.MAX_BYTES);
                connector.setMaxPartCount(1000);
                // A client that is still sending sees a 413 only if the rest of its body is read, too.
                if (connector.getProtocolHandler() instanceof AbstractHttp11Protocol<?> http) {
                    http.setMaxSwallowSize(SWALLOWED_AT_MOST);
                    http.setProperty("socket.appWriteBufSize", WRITTEN_AT_ONCE);
                }
            });
        };
    }

    @Bean
    WebServerFactoryCustomizer<TomcatServletWebServerFactory> errorsInJson() {
        return tomcat -> tomcat.addContextCustomizers(context -> {
            if (context.getParent() instanceof StandardHost host) {
                host.setErrorReportValveClass(JsonErrorReport.class.getName());
            }
        });
    }
}

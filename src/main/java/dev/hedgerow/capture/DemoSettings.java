package dev.hedgerow.capture;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Whether there is something to look at in a new server.
 *
 * @param demoData gives the first project generated events, once
 */
@ConfigurationProperties("hedgerow")
record DemoSettings(@DefaultValue("false") boolean demoData) {}

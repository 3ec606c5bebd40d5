/** Insight variables: named values that HogQL reads as {@code {variables.code_name}}. */
@NullMarked
@ApplicationModule(allowedDependencies = {"auth", "web"})
package dev.hedgerow.insightvariable;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;

package dev.hedgerow.auth;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** The scope an API key needs for a handler, such as {@code warehouse_view:write}. */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
public @interface RequiresScope {

    String value();

    /** Scopes that are needed besides. */
    String[] also() default {};

    /** False where the reference lists no scope: under strict scopes such an action refuses every key. */
    boolean documented() default true;
}

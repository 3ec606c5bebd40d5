package dev.hedgerow.auth;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** How often a handler may be called by API key, where that is not as often as ordinary handlers. */
@Target({ElementType.METHOD, ElementType.TYPE})
@Retention(RetentionPolicy.RUNTIME)
public @interface Throttled {

    /** Names what is counted; handlers of one scope are counted together. */
    String scope();

    /** Zero for no such limit. */
    int perMinute() default 0;

    /** Zero for no such limit. */
    int perHour() default 0;

    Per per() default Per.KEY;

    /** Whose calls are counted together. */
    enum Per {
        /** Those of one API key. */
        KEY,
        /** Those to one object of a project, its {@code {id}}, whoever calls. */
        OBJECT
    }
}

package dev.hedgerow.web;

import org.hibernate.exception.ConstraintViolationException;
import org.springframework.dao.DataIntegrityViolationException;

/** The rules that the schema itself keeps, for services that turn a breach into a refusal. */
public final class Constraints {

    private Constraints() {}

    /** Whether it was the named constraint, and no other, that a write ran into. */
    public static boolean isBroken(DataIntegrityViolationException e, String constraint) {
        return e.getCause() instanceof ConstraintViolationException broken
                && constraint.equals(broken.getConstraintName());
    }
}

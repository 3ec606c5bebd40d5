package dev.hedgerow.hogql.function;

import dev.hedgerow.hogql.type.Type;
import java.util.List;

/**
 * A call that was found right, with the type of its value.
 *
 * @param zone the project's time zone
 */
public record BoundCall(
        Function function, List<Argument> parameters, List<Argument> arguments, Type type, String zone) {}

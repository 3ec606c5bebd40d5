package dev.hedgerow.hogql;

import dev.hedgerow.hogql.ast.Literal;
import dev.hedgerow.hogql.plan.Rows;
import dev.hedgerow.hogql.plan.Rows.Limit;
import dev.hedgerow.hogql.plan.Term;
import dev.hedgerow.hogql.type.Types;
import java.math.BigInteger;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * Keeps a result to the rows that are wanted. A query without LIMIT gets the default and one row more, which tells
 * whether there are others; one with LIMIT is held to the maximum.
 */
final class LimitRows implements Pass {

    @Override
    public Rows apply(Rows rows, Options options) {
        return switch (rows) {
            case Rows.Selection selection
            when isPlain(selection.limit()) -> selection.limited(capped(selection.limit(), options));
            case Rows.Combination combination
            when isPlain(combination.limit()) -> combination.limited(capped(combination.limit(), options));
            case Rows.With with -> new Rows.With(with.tables(), apply(with.body(), options));
            case Rows.Selection _, Rows.Combination _, Rows.Constants _ -> {
                var limit = capped(isLimited(rows) ? new Limit(null, null, false, false) : null, options);
                yield limit == null ? rows : Rows.Selection.over(rows, limit);
            }
        };
    }

    static boolean isLimited(Rows rows) {
        return switch (rows) {
            case Rows.Selection selection -> selection.limit() != null;
            case Rows.Combination combination -> combination.limit() != null;
            case Rows.Constants _ -> false;
            case Rows.With with -> isLimited(with.body());
        };
    }

    /** A share of the rows, or ties, cannot be compared with a number. */
    private static boolean isPlain(@Nullable Limit limit) {
        return limit == null || (!limit.percent() && !limit.withTies());
    }

    private static @Nullable Limit capped(@Nullable Limit limit, Options options) {
        if (limit != null) {
            return new Limit(least(limit.count(), options.maximum()), limit.offset(), false, false);
        }
        if (options.limit().isEmpty()) {
            return options.maximum().isEmpty() ? null : new Limit(least(null, options.maximum()), null, false, false);
        }
        var offset = options.offset().orElse(0);
        return new Limit(whole(options.limit().getAsLong() + 1), offset == 0 ? null : whole(offset), false, false);
    }

    private static @Nullable Term least(@Nullable Term count, OptionalLong maximum) {
        if (maximum.isEmpty()) {
            return count;
        }
        var most = BigInteger.valueOf(maximum.getAsLong());
        return count instanceof Term.Value(Literal.Whole(var wanted), var _)
                ? whole(wanted.min(most).longValueExact())
                : whole(maximum.getAsLong());
    }

    private static Term whole(long value) {
        return new Term.Value(Literal.Whole.of(value), Types.INT64);
    }
}

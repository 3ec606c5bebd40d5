package dev.hedgerow.connector.postgres;

import static dev.hedgerow.connector.postgres.Decoder.shortAt;

import dev.hedgerow.engine.ColumnType.Decimal;
import java.math.BigDecimal;
import java.math.BigInteger;

/** Decimals, which come as digits to the base of ten thousand. */
record NumericDecoder(Decimal type) implements Decoder {

    private static final int NEGATIVE = 0x4000;
    private static final int NOT_A_NUMBER = 0xC000;
    private static final int INFINITY = 0xD000;
    private static final int MINUS_INFINITY = 0xF000;
    private static final long[] POWERS = new long[19];

    static {
        POWERS[0] = 1;
        for (int i = 1; i < POWERS.length; i++) {
            POWERS[i] = POWERS[i - 1] * 10;
        }
    }

    @Override
    public void decode(byte[] bytes, int from, int length, Target to) {
        int digits = shortAt(bytes, from);
        int weight = shortAt(bytes, from + 2);
        int sign = shortAt(bytes, from + 4) & 0xffff;
        switch (sign) {
            case NOT_A_NUMBER -> {
                to.notNumbers[to.column]++;
                to.batch.setNull(to.row, to.column);
            }
            case INFINITY, MINUS_INFINITY -> throw to.outgrown("an infinite number");
            default -> {
                boolean negative = sign == NEGATIVE;
                if (!isShort(digits, weight) || !writeShort(bytes, from + 8, digits, weight, negative, to)) {
                    var value = big(bytes, from + 8, digits, weight);
                    write(negative ? value.negate() : value, to);
                }
            }
        }
    }

    private void write(BigDecimal value, Target to) {
        var stripped = value.scale() > type.scale() ? value.stripTrailingZeros() : value;
        if (stripped.scale() > type.scale()
                || stripped.precision() - stripped.scale() > type.precision() - type.scale()) {
            throw to.outgrown(
                    stripped.precision() > 60
                            ? "a number of %d digits".formatted(stripped.precision())
                            : stripped.toPlainString());
        }
        to.batch.setDecimal(to.row, to.column, stripped);
    }

    /** Whether all digits, and the zeros between them and the scale, are within a long. */
    private boolean isShort(int digits, int weight) {
        return (weight + 1) * 4 + type.scale() <= 18 && 4 * (weight - digits + 1) + type.scale() >= -3;
    }

    /**
     * At the scale of the column at once, which spares the arithmetic on objects; false where that does not hold it.
     */
    private boolean writeShort(byte[] bytes, int from, int digits, int weight, boolean negative, Target to) {
        int scale = type.scale();
        long unscaled = 0;
        for (int i = 0; i < digits; i++) {
            int power = 4 * (weight - i) + scale;
            long digit = shortAt(bytes, from + 2 * i);
            if (power >= 0) {
                unscaled += digit * POWERS[power];
            } else if (digit % POWERS[-power] == 0) {
                unscaled += digit / POWERS[-power];
            } else {
                return false;
            }
        }
        if (type.precision() < POWERS.length && unscaled >= POWERS[type.precision()]) {
            return false;
        }
        to.batch.setDecimal(to.row, to.column, negative ? -unscaled : unscaled);
        return true;
    }

    private static BigDecimal big(byte[] bytes, int from, int digits, int weight) {
        var unscaled = BigInteger.ZERO;
        for (int i = 0; i < digits; i++) {
            unscaled =
                    unscaled.multiply(BigInteger.valueOf(10_000)).add(BigInteger.valueOf(shortAt(bytes, from + 2 * i)));
        }
        return new BigDecimal(unscaled, 4 * (digits - 1 - weight)).stripTrailingZeros();
    }
}

package dev.hedgerow.connector.postgres;

import dev.hedgerow.connector.ConnectorException.ColumnOutgrown;
import dev.hedgerow.connector.TablePath;
import dev.hedgerow.engine.RowBatch;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Takes one value out of PostgreSQL's binary form of its type. */
@FunctionalInterface
interface Decoder {

    /** Writes the value, or says why there is none that means the same. */
    void decode(byte[] bytes, int from, int length, Target target);

    /** Where a value goes. */
    final class Target {
        final RowBatch batch;
        int row;
        int column;
        /** Values that are not numbers, by column. */
        final long[] notNumbers;

        final TablePath table;
        final String[] names;

        Target(RowBatch batch, TablePath table, String[] names, long[] notNumbers) {
            this.batch = batch;
            this.table = table;
            this.names = names;
            this.notNumbers = notNumbers;
        }

        ColumnOutgrown outgrown(String value) {
            return new ColumnOutgrown(table, names[column], value);
        }
    }

    VarHandle SHORTS = MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.BIG_ENDIAN);
    VarHandle INTS = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
    VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

    /** From 1970 to 2000. */
    long EPOCH_MICROS = 946_684_800_000_000L;

    int EPOCH_DAYS = 10_957;

    Decoder BOOLEAN = (bytes, from, _, to) -> to.batch.setBoolean(to.row, to.column, bytes[from] != 0);
    Decoder SHORT = (bytes, from, _, to) -> to.batch.setLong(to.row, to.column, shortAt(bytes, from));
    Decoder INTEGER = (bytes, from, _, to) -> to.batch.setLong(to.row, to.column, intAt(bytes, from));
    Decoder LONG = (bytes, from, _, to) -> to.batch.setLong(to.row, to.column, longAt(bytes, from));
    Decoder DOUBLE =
            (bytes, from, _, to) -> to.batch.setDouble(to.row, to.column, Double.longBitsToDouble(longAt(bytes, from)));

    /** By its text, so that 0.1 stays 0.1. */
    Decoder FLOAT = (bytes, from, _, to) -> to.batch.setDouble(
            to.row, to.column, Double.parseDouble(Float.toString(Float.intBitsToFloat(intAt(bytes, from)))));

    Decoder TEXT = (bytes, from, length, to) -> to.batch.setUtf8(to.row, to.column, bytes, from, length);

    /** After a byte that is the version of the form. */
    Decoder JSONB = (bytes, from, length, to) -> to.batch.setUtf8(to.row, to.column, bytes, from + 1, length - 1);

    Decoder BYTES = (bytes, from, length, to) ->
            to.batch.setBytes(to.row, to.column, Arrays.copyOfRange(bytes, from, from + length));
    Decoder UUID = (bytes, from, _, to) ->
            to.batch.setUtf8(to.row, to.column, uuid(bytes, from).toString().getBytes(StandardCharsets.US_ASCII));
    Decoder DATE = (bytes, from, _, to) -> to.batch.setDate(to.row, to.column, date(intAt(bytes, from)));
    Decoder TIMESTAMP = (bytes, from, _, to) -> {
        long micros = longAt(bytes, from);
        if (micros > Long.MAX_VALUE - EPOCH_MICROS - 1 && micros != Long.MAX_VALUE) {
            throw to.outgrown("a time after the year 294246");
        }
        to.batch.setTimestamp(to.row, to.column, timestamp(micros));
    };

    static java.util.UUID uuid(byte[] bytes, int from) {
        return new java.util.UUID(longAt(bytes, from), longAt(bytes, from + Long.BYTES));
    }

    static String string(byte[] bytes, int from, int length) {
        return new String(bytes, from, length, StandardCharsets.UTF_8);
    }

    /** A whole number of two, four or eight bytes. */
    static long number(byte[] bytes, int from, int length) {
        return switch (length) {
            case Short.BYTES -> shortAt(bytes, from);
            case Integer.BYTES -> intAt(bytes, from);
            default -> longAt(bytes, from);
        };
    }

    static int shortAt(byte[] bytes, int from) {
        return (short) SHORTS.get(bytes, from);
    }

    static int intAt(byte[] bytes, int from) {
        return (int) INTS.get(bytes, from);
    }

    static long longAt(byte[] bytes, int from) {
        return (long) LONGS.get(bytes, from);
    }

    /** The ends of both ranges mean infinity, there as here, only that ours are symmetric. */
    private static int date(int days) {
        return switch (days) {
            case Integer.MAX_VALUE -> RowBatch.DATE_INFINITY;
            case Integer.MIN_VALUE -> -RowBatch.DATE_INFINITY;
            default -> days + EPOCH_DAYS;
        };
    }

    private static long timestamp(long micros) {
        if (micros == Long.MAX_VALUE) {
            return RowBatch.TIMESTAMP_INFINITY;
        }
        return micros == Long.MIN_VALUE ? -RowBatch.TIMESTAMP_INFINITY : micros + EPOCH_MICROS;
    }
}

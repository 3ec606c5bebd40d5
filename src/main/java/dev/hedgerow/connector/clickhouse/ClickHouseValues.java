package dev.hedgerow.connector.clickhouse;

import dev.hedgerow.connector.sql.Column;
import dev.hedgerow.engine.ColumnType;
import dev.hedgerow.engine.ColumnType.Simple;
import dev.hedgerow.engine.RowBatch;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads values in the types that the head of an answer names. */
final class ClickHouseValues {

    private static final long MICROS = 1_000_000;

    private final List<Column> columns;
    private final List<ClickHouseType> types = new ArrayList<>();
    private final long[] notText;
    private final long[] cut;
    private int marks;

    ClickHouseValues(List<Column> columns) {
        this.columns = columns;
        notText = new long[columns.size()];
        cut = new long[columns.size()];
    }

    /** How many columns there are, their names, their types. The first is the one by which rows begin. */
    void readHeader(Answer answer) throws IOException {
        int count = answer.count();
        for (int i = 0; i < count; i++) {
            answer.text();
        }
        answer.text();
        for (int i = 1; i < count; i++) {
            types.add(ClickHouseType.parse(answer.text()));
        }
    }

    /** Writes a row, and says about how many bytes it has. */
    int write(RowBatch batch, int row, Answer answer) throws IOException {
        int bytes = 0;
        for (int column = 0; column < columns.size(); column++) {
            var type = types.get(column);
            if (type.nullable() && answer.number(1) != 0) {
                batch.setNull(row, column);
                bytes++;
            } else {
                bytes += write(batch, row, column, type, answer);
            }
        }
        marks = columns.size();
        return bytes;
    }

    /** The next of the texts after the values. */
    @Nullable
    String mark(Answer answer) throws IOException {
        return types.get(marks++).nullable() && answer.number(1) != 0 ? null : answer.text();
    }

    private int write(RowBatch batch, int row, int column, ClickHouseType type, Answer answer) throws IOException {
        switch (type.name()) {
            case "Bool" -> batch.setBoolean(row, column, answer.number(1) != 0);
            case "Int8" -> batch.setLong(row, column, answer.number(1));
            case "Int16" -> batch.setLong(row, column, answer.number(2));
            case "Int32" -> batch.setLong(row, column, answer.number(4));
            case "Int64" -> batch.setLong(row, column, answer.number(8));
            case "UInt8" -> batch.setLong(row, column, answer.number(1) & 0xff);
            case "UInt16" -> batch.setLong(row, column, answer.number(2) & 0xffff);
            case "UInt32" -> batch.setLong(row, column, answer.number(4) & 0xffff_ffffL);
            case "UInt64" -> batch.setBigInteger(row, column, answer.bigNumber(8, false));
            case "Int128" -> batch.setBigInteger(row, column, answer.bigNumber(16, true));
            // By its own text, so that 0.1 stays 0.1.
            case "Float32" ->
                batch.setDouble(
                        row, column, Double.parseDouble(Float.toString(Float.intBitsToFloat((int) answer.number(4)))));
            case "Float64" -> batch.setDouble(row, column, Double.longBitsToDouble(answer.number(8)));
            case "Decimal" ->
                batch.setDecimal(
                        row, column, new BigDecimal(answer.bigNumber(width(type.argument(0)), true), type.argument(1)));
            case "Date" -> batch.setDate(row, column, (int) answer.number(2) & 0xffff);
            case "Date32" -> batch.setDate(row, column, (int) answer.number(4));
            case "DateTime" -> batch.setTimestamp(row, column, (answer.number(4) & 0xffff_ffffL) * MICROS);
            case "DateTime64" -> batch.setTimestamp(row, column, micros(column, answer.number(8), type.fraction()));
            case "String" -> {
                return write(batch, row, column, answer.string());
            }
            case "FixedString" -> {
                return write(batch, row, column, answer.bytes(type.argument(0)));
            }
            default -> throw new IOException("Not a type that was asked for: " + type.name());
        }
        return Long.BYTES;
    }

    private static int width(int digits) {
        return digits <= 9 ? 4 : digits <= 18 ? 8 : 16;
    }

    private long micros(int column, long ticks, int digits) {
        long unit = Math.powExact(10L, Math.abs(6 - digits));
        if (digits <= 6) {
            return ticks * unit;
        }
        if (ticks % unit != 0) {
            cut[column]++;
        }
        return Math.floorDiv(ticks, unit);
    }

    /** Texts here are bytes, which need not be letters. */
    private int write(RowBatch batch, int row, int column, byte[] bytes) {
        if (isText(bytes)) {
            batch.setUtf8(row, column, bytes);
            return bytes.length;
        }
        notText[column]++;
        batch.setText(
                row,
                column,
                isJson(columns.get(column).column().type())
                        ? new String(bytes, StandardCharsets.UTF_8)
                        : "\\x" + HexFormat.of().formatHex(bytes));
        return 2 * bytes.length;
    }

    private static boolean isJson(ColumnType type) {
        return type == Simple.JSON;
    }

    private static boolean isText(byte[] bytes) {
        for (byte octet : bytes) {
            if (octet < 0) {
                return isUtf8(bytes);
            }
        }
        return true;
    }

    private static boolean isUtf8(byte[] bytes) {
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
            return true;
        } catch (CharacterCodingException _) {
            return false;
        }
    }

    List<String> warnings() {
        var warnings = new ArrayList<String>();
        for (int column = 0; column < cut.length; column++) {
            var name = columns.get(column).name();
            if (cut[column] > 0) {
                warnings.add("%d values of column %s are finer than microseconds, and were cut off there."
                        .formatted(cut[column], name));
            }
            if (notText[column] > 0) {
                warnings.add("%d values of column %s are no UTF-8, and became the hexadecimal text of their bytes."
                        .formatted(notText[column], name));
            }
        }
        return List.copyOf(warnings);
    }
}

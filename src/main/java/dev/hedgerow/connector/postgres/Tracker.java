package dev.hedgerow.connector.postgres;

import dev.hedgerow.connector.CursorType;
import dev.hedgerow.connector.TableRead.ByCursor;
import dev.hedgerow.connector.TableRead.ByKey;
import dev.hedgerow.connector.TableRead.Checkpoint;
import dev.hedgerow.connector.TableRead.Unordered;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.chrono.IsoEra;
import java.time.temporal.ChronoField;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Follows the trailing values of the rows: the greatest of the cursor, and the last of the key. */
final class Tracker {

    private final Selection selection;
    private final String @Nullable [] keys;
    private final boolean zoned;
    private long greatest;
    private boolean any;

    Tracker(Selection selection) {
        this.selection = selection;
        keys = selection.read().order() instanceof ByKey(var columns) ? new String[columns.size()] : null;
        var cursor = selection.read().cursor();
        var column = cursor == null ? null : selection.all().get(cursor.column());
        zoned = column != null && column.dataType().endsWith("with time zone");
    }

    /** Takes the trailing values of a row, which begin at the offset. */
    void row(byte[] bytes, int from) {
        int offset = from;
        if (selection.read().cursor() != null) {
            int length = Decoder.intAt(bytes, offset);
            if (length > 0) {
                follow(bytes, offset + 4, length);
            }
            offset += 4 + Math.max(length, 0);
        }
        if (keys != null) {
            for (int i = 0; i < keys.length; i++) {
                int length = Decoder.intAt(bytes, offset);
                keys[i] = new String(bytes, offset + 4, Math.max(length, 0), StandardCharsets.UTF_8);
                offset += 4 + Math.max(length, 0);
            }
        }
    }

    /** All types of cursor are whole numbers of two, four or eight bytes. */
    private void follow(byte[] bytes, int from, int length) {
        long value = switch (length) {
            case 2 -> Decoder.shortAt(bytes, from);
            case 4 -> Decoder.intAt(bytes, from);
            default -> Decoder.longAt(bytes, from);
        };
        // After infinity nothing comes, so it is not where to go on from.
        boolean infinite = length == 8
                ? value == Long.MAX_VALUE || value == Long.MIN_VALUE
                : length == 4 && (value == Integer.MAX_VALUE || value == Integer.MIN_VALUE);
        if (!(infinite && isTime()) && (!any || value > greatest)) {
            greatest = value;
            any = true;
        }
    }

    private boolean isTime() {
        var cursor = selection.read().cursor();
        return cursor != null && cursor.type() != CursorType.INTEGER && cursor.type() != CursorType.XID;
    }

    Optional<String> highest() {
        var cursor = selection.read().cursor();
        if (cursor == null || !any) {
            return Optional.empty();
        }
        return Optional.of(
                switch (cursor.type()) {
                    case INTEGER, NUMERIC, XID, OBJECTID -> Long.toString(greatest);
                    case DATE ->
                        date(LocalDate.ofEpochDay(greatest + Decoder.EPOCH_DAYS)) + era(greatest + Decoder.EPOCH_DAYS);
                    case DATETIME, TIMESTAMP -> timestamp(greatest + Decoder.EPOCH_MICROS);
                });
    }

    Optional<Checkpoint> reached() {
        return switch (selection.read().order()) {
            case Unordered _ -> Optional.empty();
            case ByCursor _ ->
                any ? Optional.of(new Checkpoint(List.of(highest().orElseThrow()))) : Optional.empty();
            case ByKey _ -> keyReached();
        };
    }

    private Optional<Checkpoint> keyReached() {
        var values = new ArrayList<String>();
        for (var value : keys == null ? new String[0] : keys) {
            if (value == null) {
                return Optional.empty();
            }
            values.add(value);
        }
        return Optional.of(new Checkpoint(List.copyOf(values)));
    }

    private String timestamp(long micros) {
        var time = LocalDateTime.ofEpochSecond(
                Math.floorDiv(micros, 1_000_000L), (int) Math.floorMod(micros, 1_000_000L) * 1000, ZoneOffset.UTC);
        return "%sT%s%s%s"
                .formatted(
                        date(time.toLocalDate()),
                        time.toLocalTime(),
                        zoned ? "+00:00" : "",
                        era(time.toLocalDate().toEpochDay()));
    }

    /** As PostgreSQL writes it, which has no year zero and nothing before it. */
    private static String date(LocalDate date) {
        return "%04d-%02d-%02d"
                .formatted(date.get(ChronoField.YEAR_OF_ERA), date.getMonthValue(), date.getDayOfMonth());
    }

    private static String era(long epochDay) {
        return LocalDate.ofEpochDay(epochDay).getEra() == IsoEra.BCE ? " BC" : "";
    }
}

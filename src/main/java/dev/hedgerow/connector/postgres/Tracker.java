package dev.hedgerow.connector.postgres;

import dev.hedgerow.connector.CursorType;
import dev.hedgerow.connector.TableRead.ByCursor;
import dev.hedgerow.connector.TableRead.ByKey;
import dev.hedgerow.connector.TableRead.Checkpoint;
import dev.hedgerow.connector.TableRead.Unordered;
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
    private final int[] keys;
    private final boolean zoned;
    private byte @Nullable [] last;
    private int start;
    private long greatest;
    private boolean any;

    Tracker(Selection selection) {
        this.selection = selection;
        keys = selection.keyPlaces();
        var cursor = selection.read().cursor();
        var column = cursor == null ? null : selection.all().get(cursor.column());
        zoned = column != null && column.dataType().endsWith("with time zone");
    }

    /** Takes a row that begins at the start and its trailing values at the offset, and says where they end. */
    int row(byte[] bytes, int start, int from) {
        last = bytes;
        this.start = start;
        int offset = from;
        for (int i = 0; i < selection.trailing().size(); i++) {
            int length = Decoder.intAt(bytes, offset);
            if (i == 0 && length > 0 && selection.read().cursor() != null) {
                follow(bytes, offset + 4, length);
            }
            offset += 4 + Math.max(length, 0);
        }
        return offset;
    }

    /** All types of cursor are whole numbers of two, four or eight bytes. */
    private void follow(byte[] bytes, int from, int length) {
        long value = Decoder.number(bytes, from, length);
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
        if (last == null) {
            return Optional.empty();
        }
        var values = new ArrayList<String>();
        for (int place : keys) {
            values.add(text(last, place));
        }
        return Optional.of(new Checkpoint(List.copyOf(values)));
    }

    /** Of one of the values of the last row. */
    private String text(byte[] row, int place) {
        int offset = start + Short.BYTES;
        for (int i = 0; i < place; i++) {
            offset += 4 + Math.max(Decoder.intAt(row, offset), 0);
        }
        int length = Math.max(Decoder.intAt(row, offset), 0);
        return place < selection.columns().size()
                ? selection.columns().get(place).text(row, offset + 4, length)
                : Decoder.string(row, offset + 4, length);
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

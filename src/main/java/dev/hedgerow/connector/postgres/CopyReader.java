package dev.hedgerow.connector.postgres;

import dev.hedgerow.connector.CursorType;
import dev.hedgerow.connector.Moment;
import dev.hedgerow.connector.TablePath;
import dev.hedgerow.connector.TableRead;
import dev.hedgerow.connector.TableRead.Checkpoint;
import dev.hedgerow.connector.TableReader;
import dev.hedgerow.connector.postgres.Handoff.Block;
import dev.hedgerow.engine.RowBatch;
import dev.hedgerow.engine.RowSource;
import dev.hedgerow.engine.SourceColumn;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.postgresql.replication.LogSequenceNumber;

/** Reads a table by one binary COPY in one snapshot: a thread of ours receives while the engine's decodes. */
final class CopyReader implements TableReader {

    /** What a batch may hold, in bytes of its rows, before it is not filled further. */
    private static final int BATCH_BYTES = 32 << 20;

    private final Session session;
    private final Handoff handoff;
    private final List<SourceColumn> columns;
    private final Decoder[] decoders;
    private final TablePath table;
    private final String[] names;
    private final long[] notNumbers;
    private final Tracker tracker;
    private final @Nullable String moment;
    private final AtomicBoolean closed = new AtomicBoolean();
    private Block block = new Block(new byte[0], 0);
    private int position;
    private long rows;
    private volatile boolean ended;

    private CopyReader(Session session, Handoff handoff, Selection selection, @Nullable String moment) {
        this.session = session;
        this.handoff = handoff;
        this.moment = moment;
        table = selection.read().table();
        columns = selection.columns().stream()
                .map(codec ->
                        new SourceColumn(codec.column().name(), codec.column().type()))
                .toList();
        decoders = selection.columns().stream().map(Codec::decoder).toArray(Decoder[]::new);
        names = columns.stream().map(SourceColumn::name).toArray(String[]::new);
        notNumbers = new long[names.length];
        tracker = new Tracker(selection);
    }

    static CopyReader open(Session session, TableRead read) throws SQLException {
        begin(session, read);
        var cursor = read.cursor();
        return cursor != null && cursor.type() == CursorType.XID
                ? open(session, read, session.text("SELECT pg_snapshot_xmin(pg_current_snapshot())"))
                : open(session, read, null);
    }

    /** A reader whose mark is the {@link Moment} of its snapshot. */
    static CopyReader openAtMoment(Session session, TableRead read) throws SQLException {
        begin(session, read);
        // The place in the log comes second: what the snapshot sees was written before it.
        var snapshot = session.text("SELECT pg_current_snapshot()").split(":", -1);
        var log = LogSequenceNumber.valueOf(session.text("SELECT pg_current_wal_insert_lsn()"));
        return open(
                session,
                read,
                "%s:%s:%s:%s".formatted(Long.toUnsignedString(log.asLong()), snapshot[0], snapshot[1], snapshot[2]));
    }

    private static void begin(Session session, TableRead read) throws SQLException {
        session.execute("BEGIN TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY");
        session.execute(
                """
                SET LOCAL statement_timeout = %d;
                SET LOCAL idle_in_transaction_session_timeout = 0;
                SET LOCAL TIME ZONE 'UTC';
                SET LOCAL DateStyle = 'ISO, YMD';
                SET LOCAL IntervalStyle = 'iso_8601';
                SET LOCAL extra_float_digits = 1
                """.formatted(read.timeout() == null ? 0 : read.timeout().toMillis()));
    }

    private static CopyReader open(Session session, TableRead read, @Nullable String moment) throws SQLException {
        var selection = Selection.of(session, read);
        var handoff = new Handoff();
        Thread.ofPlatform()
                .daemon()
                .name("copy " + read.table())
                .start(new Receiver(session.driver().getCopyAPI(), selection.sql(), handoff));
        return new CopyReader(session, handoff, selection, moment);
    }

    @Override
    public List<SourceColumn> columns() {
        return columns;
    }

    @Override
    public RowSource next(long count) {
        return new Chunk(count);
    }

    @Override
    public boolean ended() {
        return ended;
    }

    @Override
    public long rows() {
        return rows;
    }

    @Override
    public Optional<String> highest() {
        return moment == null ? tracker.highest() : Optional.of(moment);
    }

    @Override
    public Optional<Checkpoint> reached() {
        return tracker.reached();
    }

    @Override
    public List<String> warnings() {
        var warnings = new ArrayList<String>();
        for (int column = 0; column < names.length; column++) {
            if (notNumbers[column] > 0) {
                warnings.add("%d values of column %s are NaN, which a decimal cannot be, and became null."
                        .formatted(notNumbers[column], names[column]));
            }
        }
        return List.copyOf(warnings);
    }

    @Override
    public void close() {
        if (!closed.compareAndSet(false, true)) {
            return;
        }
        boolean done = handoff.isFinished();
        handoff.close();
        if (done) {
            session.close();
        } else {
            session.stop();
        }
    }

    /** The next so many rows. */
    private final class Chunk implements RowSource {

        private long left;

        private Chunk(long count) {
            left = count;
        }

        @Override
        public List<SourceColumn> columns() {
            return columns;
        }

        @Override
        public int fill(RowBatch batch) {
            var target = new Decoder.Target(batch, table, names, notNumbers);
            int filled = 0;
            int bytes = 0;
            int most = (int) Math.min(batch.capacity(), left);
            while (filled < most && bytes < BATCH_BYTES && advance()) {
                int start = position;
                target.row = filled++;
                position = decode(block.bytes, start, target);
                bytes += position - start;
            }
            left -= filled;
            rows += filled;
            return filled;
        }
    }

    private boolean advance() {
        if (position < block.end) {
            return true;
        }
        if (ended) {
            return false;
        }
        var next = handoff.take();
        if (next == null) {
            ended = true;
            return false;
        }
        block = next;
        position = 0;
        return true;
    }

    /** Says where the next row begins. */
    private int decode(byte[] row, int start, Decoder.Target target) {
        int offset = start + Short.BYTES;
        for (int column = 0; column < decoders.length; column++) {
            int length = Decoder.intAt(row, offset);
            offset += 4;
            target.column = column;
            if (length < 0) {
                target.batch.setNull(target.row, column);
            } else {
                decoders[column].decode(row, offset, length, target);
                offset += length;
            }
        }
        return tracker.row(row, start, offset);
    }
}

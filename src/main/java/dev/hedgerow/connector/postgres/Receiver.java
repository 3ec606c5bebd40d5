package dev.hedgerow.connector.postgres;

import dev.hedgerow.connector.ConnectorException;
import dev.hedgerow.connector.postgres.Handoff.Block;
import java.sql.SQLException;
import org.postgresql.copy.CopyManager;

/** Takes rows off the wire, a block at a time. */
record Receiver(CopyManager copies, String select, Handoff handoff) implements Runnable {

    /** Bytes of a block, unless a single row has more. */
    private static final int BLOCK = 256 << 10;

    /** The signature, flags and an empty extension, which come with the first row. */
    private static final int HEADER = 19;

    @Override
    public void run() {
        try {
            receive();
            handoff.finish();
        } catch (SQLException e) {
            handoff.fail(Failures.working(e));
        } catch (InterruptedException _) {
            handoff.fail(new ConnectorException.Cancelled());
        } catch (RuntimeException e) {
            handoff.fail(new ConnectorException.Transient("The connection to Postgres broke off.", e));
        }
    }

    private void receive() throws SQLException, InterruptedException {
        // This too waits for the first row.
        var copy = copies.copyOut("COPY (%s) TO STDOUT (FORMAT binary)".formatted(select));
        var block = new byte[BLOCK];
        int end = 0;
        int header = HEADER;
        for (var row = copy.readFromCopy(); row != null; row = copy.readFromCopy()) {
            int from = header;
            header = 0;
            int length = row.length - from;
            // The trailer, in place of a number of columns; the header alone is empty then.
            if (length < 2 || Decoder.shortAt(row, from) < 0) {
                continue;
            }
            if (end + length > block.length) {
                if (end > 0 && !handoff.put(new Block(block, end))) {
                    return;
                }
                block = new byte[Math.max(BLOCK, length)];
                end = 0;
            }
            System.arraycopy(row, from, block, end, length);
            end += length;
        }
        if (end > 0) {
            handoff.put(new Block(block, end));
        }
    }
}

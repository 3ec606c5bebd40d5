package dev.hedgerow.connector.postgres;

import dev.hedgerow.connector.ConnectorException;
import dev.hedgerow.connector.postgres.Handoff.Block;
import java.sql.SQLException;
import java.util.Arrays;
import org.postgresql.copy.CopyManager;

/** Takes rows off the wire, in blocks that are small in number and in bytes. */
record Receiver(CopyManager copies, String select, Handoff handoff) implements Runnable {

    private static final int BLOCK_ROWS = 2048;
    private static final int BLOCK_BYTES = 1 << 20;

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
        var rows = new byte[BLOCK_ROWS][];
        int count = 0;
        int bytes = 0;
        boolean first = true;
        for (var row = copy.readFromCopy(); row != null; row = copy.readFromCopy()) {
            var data = first ? Arrays.copyOfRange(row, HEADER, row.length) : row;
            first = false;
            // The trailer, in place of a number of columns; the header alone is empty then.
            if (data.length < 2 || Decoder.shortAt(data, 0) < 0) {
                continue;
            }
            rows[count++] = data;
            bytes += data.length;
            if (count == BLOCK_ROWS || bytes >= BLOCK_BYTES) {
                if (!handoff.put(new Block(rows, count))) {
                    return;
                }
                rows = new byte[BLOCK_ROWS][];
                count = 0;
                bytes = 0;
            }
        }
        if (count > 0) {
            handoff.put(new Block(rows, count));
        }
    }
}

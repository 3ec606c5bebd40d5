package dev.hedgerow.connector.clickhouse;

import dev.hedgerow.connector.rows.Rows;
import dev.hedgerow.connector.sql.Selection;
import dev.hedgerow.engine.RowBatch;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One answer that streams. */
final class ClickHouseRows implements Rows {

    private final HttpSession session;
    private final Selection selection;
    private final ClickHouseValues values;
    private @Nullable Answer answer;
    private @Nullable String cursor;
    private List<String> key = List.of();

    ClickHouseRows(HttpSession session, Selection selection) {
        this.session = session;
        this.selection = selection;
        values = new ClickHouseValues(selection.columns());
    }

    @Override
    public boolean next() {
        try {
            return answer().hasRow();
        } catch (IOException e) {
            throw ClickHouseFailures.broken(e);
        }
    }

    /** What follows the values is read along with them. */
    @Override
    public int write(RowBatch batch, int row) {
        try {
            var answer = answer();
            int bytes = values.write(batch, row, answer);
            cursor = selection.read().cursor() == null ? null : values.mark(answer);
            var texts = new ArrayList<String>();
            for (int i = 0; i < selection.key().size(); i++) {
                texts.add(String.valueOf(values.mark(answer)));
            }
            key = List.copyOf(texts);
            return bytes;
        } catch (IOException e) {
            throw ClickHouseFailures.broken(e);
        }
    }

    private Answer answer() throws IOException {
        var open = answer;
        if (open == null) {
            var query = selection.query("toUInt8(0)");
            open = session.ask(
                    query.sql() + " FORMAT RowBinaryWithNamesAndTypes",
                    query.values(),
                    selection.read().timeout());
            answer = open;
            values.readHeader(open);
        }
        return open;
    }

    @Override
    public @Nullable String cursor() {
        return cursor;
    }

    @Override
    public List<String> key() {
        return key;
    }

    @Override
    public List<String> warnings() {
        return values.warnings();
    }

    /** The server ends a query whose reader has hung up. */
    @Override
    public void abort() {
        session.close();
    }

    @Override
    public void close() {
        session.close();
    }
}

package dev.hedgerow.connector.clickhouse;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.core5.http.ClassicHttpResponse;

/** What a server answers to a query, in its binary format: little-endian numbers, and texts after their lengths. */
final class Answer implements AutoCloseable {

    private static final int BUFFER = 1 << 16;
    private static final int LONGEST_ERROR = 1 << 14;

    private final HttpPost request;
    private final InputStream body;

    private Answer(HttpPost request, InputStream body) {
        this.request = request;
        this.body = body;
    }

    static Answer of(HttpPost request, ClassicHttpResponse response) throws IOException {
        var entity = response.getEntity();
        var body = entity == null ? InputStream.nullInputStream() : entity.getContent();
        var answer = new Answer(request, new BufferedInputStream(body, BUFFER));
        if (response.getCode() != 200) {
            var words = answer.rest();
            answer.close();
            throw ClickHouseFailures.refused(response.getCode(), words);
        }
        return answer;
    }

    /**
     * Whether there is another row. Each begins with a zero that was asked for, since a server that fails half-way puts
     * its words where the next row would be.
     */
    boolean hasRow() throws IOException {
        int begin = body.read();
        if (begin > 0) {
            throw ClickHouseFailures.refused(200, (char) begin + rest());
        }
        return begin == 0;
    }

    private int octet() throws IOException {
        int octet = body.read();
        if (octet < 0) {
            throw new EOFException();
        }
        return octet;
    }

    /** A signed number of so many bytes, up to eight. */
    long number(int bytes) throws IOException {
        long number = 0;
        for (int shift = 0; shift < 8 * bytes; shift += 8) {
            number |= (long) octet() << shift;
        }
        int unused = Long.SIZE - 8 * bytes;
        return number << unused >> unused;
    }

    BigInteger bigNumber(int bytes, boolean signed) throws IOException {
        var reversed = bytes(bytes);
        for (int i = 0; i < bytes / 2; i++) {
            byte last = reversed[bytes - 1 - i];
            reversed[bytes - 1 - i] = reversed[i];
            reversed[i] = last;
        }
        return signed ? new BigInteger(reversed) : new BigInteger(1, reversed);
    }

    byte[] string() throws IOException {
        return bytes(count());
    }

    String text() throws IOException {
        return new String(string(), StandardCharsets.UTF_8);
    }

    /** Seven bits a byte, the lowest first. */
    int count() throws IOException {
        long count = 0;
        int octet;
        int shift = 0;
        do {
            octet = octet();
            count |= (long) (octet & 0x7f) << shift;
            shift += 7;
        } while (octet > 0x7f && shift < Integer.SIZE);
        if (count > Integer.MAX_VALUE) {
            throw new IOException("Not a length: " + count);
        }
        return (int) count;
    }

    /** Reads as it comes, since a length may be no length. */
    byte[] bytes(int length) throws IOException {
        var bytes = body.readNBytes(length);
        if (bytes.length < length) {
            throw new EOFException();
        }
        return bytes;
    }

    /** The words of an error, to their end or what is enough of them. */
    private String rest() throws IOException {
        return new String(body.readNBytes(LONGEST_ERROR), StandardCharsets.UTF_8).strip();
    }

    /** Hangs up, from any thread: what is left is not read. */
    @Override
    public void close() {
        request.cancel();
    }
}

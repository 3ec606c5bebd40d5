package dev.hedgerow.wire;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** HTTP by hand: clients normalise paths, headers and methods, and it is the abnormal ones that are asked here. */
record RawHttp(int port, List<String> headers) {

    RawHttp(int port) {
        this(port, List.of());
    }

    RawHttp with(String header) {
        var more = new ArrayList<>(headers);
        more.add(header);
        return new RawHttp(port, more);
    }

    RawHttp key(String key) {
        return with("Authorization: Bearer " + key);
    }

    Answer get(String path) {
        return send("GET", path);
    }

    Answer send(String method, String path) {
        return exchange(head(method, path), new byte[0]);
    }

    Answer send(String method, String path, String type, String body) {
        return send(method, path, type, body.getBytes(UTF_8));
    }

    Answer send(String method, String path, String type, byte[] body) {
        var typed = type.isEmpty() ? this : with("Content-Type: " + type);
        return exchange(typed.with("Content-Length: " + body.length).head(method, path), body);
    }

    private String head(String method, String path) {
        var lines = new StringBuilder("%s %s HTTP/1.1\r\nHost: localhost:%d\r\n".formatted(method, path, port));
        headers.forEach(header -> lines.append(header).append("\r\n"));
        return lines.append("Connection: close\r\n\r\n").toString();
    }

    Answer exchange(String head, byte[] body) {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(20_000);
            var out = socket.getOutputStream();
            out.write(head.getBytes(UTF_8));
            out.write(body);
            out.flush();
            socket.shutdownOutput();
            return Answer.parse(new String(socket.getInputStream().readAllBytes(), ISO_8859_1));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A response as it came over the line, its body put together. */
    record Answer(int status, List<String> headers, String body) {

        static Answer parse(String text) {
            var end = text.indexOf("\r\n\r\n");
            if (end < 0) {
                throw new AssertionError("not a response: " + text);
            }
            var lines = text.substring(0, end).lines().toList();
            var headers = lines.subList(1, lines.size());
            var rest = text.substring(end + 4).getBytes(ISO_8859_1);
            var answer = new Answer(Integer.parseInt(lines.getFirst().split(" ")[1]), headers, "");
            var body = answer.header("Transfer-Encoding").equals("chunked") ? unchunked(rest) : rest;
            return new Answer(answer.status, headers, new String(body, UTF_8));
        }

        private static byte[] unchunked(byte[] chunks) {
            var body = new ByteArrayOutputStream();
            var text = new String(chunks, ISO_8859_1);
            for (int at = 0; at < text.length(); ) {
                var line = text.indexOf("\r\n", at);
                var length = Integer.parseInt(text.substring(at, line), 16);
                body.write(chunks, line + 2, length);
                at = line + 2 + length + 2;
            }
            return body.toByteArray();
        }

        /** All values of a header, joined; empty where it is missing. */
        String header(String name) {
            var start = name.toLowerCase(Locale.ROOT) + ":";
            var values = headers.stream()
                    .filter(header -> header.toLowerCase(Locale.ROOT).startsWith(start))
                    .map(header -> header.substring(start.length()).strip());
            return String.join(", ", values.toList());
        }

        /** Status and body, for tables. */
        String told() {
            return body.isEmpty() ? String.valueOf(status) : status + " " + body;
        }
    }
}

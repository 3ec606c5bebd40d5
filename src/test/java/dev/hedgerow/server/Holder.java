package dev.hedgerow.server;

import java.io.IOException;
import java.nio.file.Path;

/** Another process that holds a data directory, until it is killed. */
class Holder {

    static void main(String[] arguments) throws IOException {
        try (var data = DataDirectory.open(Path.of(arguments[0]))) {
            System.out.println(data.path());
            System.in.readAllBytes();
        }
    }

    static Process start(Path directory) throws IOException {
        var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        var process = new ProcessBuilder(
                        java,
                        "-cp",
                        System.getProperty("java.class.path"),
                        Holder.class.getName(),
                        directory.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        if (process.inputReader().readLine() == null) throw new IOException("the holder did not start");
        return process;
    }
}

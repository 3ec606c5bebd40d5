package dev.hedgerow.database;

import dev.hedgerow.server.StartRefused;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Runs PostgreSQL's programs.
 *
 * @param directory where they are
 * @param disguise what makes them run as somebody else than root, whom they refuse
 */
record PostgresPrograms(Path directory, List<String> disguise) {

    static PostgresPrograms in(Path directory) throws IOException {
        return new PostgresPrograms(directory, rootsDisguise());
    }

    /** What a program said, and whether it succeeded. */
    record Outcome(boolean successful, String output) {

        String lastLine() {
            return output.substring(output.lastIndexOf('\n') + 1);
        }
    }

    Outcome run(String program, Object... arguments) throws IOException {
        var command = new ArrayList<>(disguise);
        command.add(directory.resolve("bin").resolve(program).toString());
        for (var argument : arguments) command.add(argument.toString());
        return run(command);
    }

    /** Ends the server of a cluster: transactions under way are rolled back, and all is written to disk. */
    Outcome stop(Path cluster) throws IOException {
        return run("pg_ctl", "stop", "--mode=fast", "--wait", "--timeout=60", "--pgdata=" + cluster);
    }

    private static Outcome run(List<String> command) throws IOException {
        var builder = new ProcessBuilder(command).redirectErrorStream(true);
        // PGPORT and its like would speak louder than our configuration, and the messages are read by us.
        builder.environment().keySet().removeIf(name -> name.startsWith("PG") || name.startsWith("LC_"));
        builder.environment().put("LC_ALL", "C");
        var process = builder.start();
        try (var output = process.inputReader()) {
            process.getOutputStream().close();
            var text = output.readAllAsString().strip();
            return new Outcome(process.waitFor() == 0, text);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new StartRefused("stopped while " + command.getFirst() + " was running", stopped);
        }
    }

    /** In a user namespace of its own root looks like nobody, yet the files stay root's. */
    private static List<String> rootsDisguise() throws IOException {
        if (!"root".equals(System.getProperty("user.name"))) return List.of();
        var unshare = List.of("unshare", "--user");
        if (run(List.of("unshare", "--user", "true")).successful()) return unshare;
        throw new StartRefused(
                "PostgreSQL does not run as root, and user namespaces are not allowed here: start as an ordinary user, or set DATABASE_URL");
    }
}

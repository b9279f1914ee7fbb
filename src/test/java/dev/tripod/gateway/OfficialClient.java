package dev.tripod.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.opentest4j.AssertionFailedError;

/** The official client of Upstash in a process of Node.js, and what it found. */
final class OfficialClient {
    private static final Path HOME = Path.of("src/test/js").toAbsolutePath();

    /**
     * What one of its promises came to.
     *
     * @param trouble empty when it was kept
     */
    record Outcome(String promise, String trouble) {}

    private OfficialClient() {}

    /** Checks all promises at an address. */
    static List<Outcome> check(URI address, String token) throws IOException, InterruptedException {
        install();
        return outcomes(run("node", "official-client.js", address.toString(), token));
    }

    /** Fetches the client's packages, in the versions of the lock file; once, unless that file has changed since. */
    private static synchronized void install() throws IOException, InterruptedException {
        var done = HOME.resolve("node_modules/.package-lock.json");
        var wanted = HOME.resolve("package-lock.json");
        if (!Files.exists(done) || Files.getLastModifiedTime(done).compareTo(Files.getLastModifiedTime(wanted)) < 0) {
            run("npm", "ci", "--no-audit", "--no-fund");
            Files.setLastModifiedTime(done, java.nio.file.attribute.FileTime.from(java.time.Instant.now()));
        }
    }

    private static List<Outcome> outcomes(String output) {
        var outcomes = new ArrayList<Outcome>();
        for (var block : output.split("(?m)^(?=ok |not ok )", -1)) {
            var parts = block.strip().split("\n", 2);
            outcomes.add(
                    new Outcome(parts[0].replaceFirst("^(not )?ok ", ""), parts[0].startsWith("ok ") ? "" : block));
        }
        return outcomes;
    }

    private static String run(String... command) throws IOException, InterruptedException {
        var process = start(command);
        var output = new String(process.getInputStream().readAllBytes(), UTF_8);
        if (process.waitFor() != 0) {
            throw new AssertionFailedError(String.join(" ", List.of(command).subList(0, 2)) + " failed:\n" + output);
        }
        return output;
    }

    private static Process start(String... command) {
        try {
            return new ProcessBuilder(command)
                    .directory(HOME.toFile())
                    .redirectErrorStream(true)
                    .start();
        } catch (IOException e) {
            throw new AssertionFailedError(
                    command[0] + " is missing: these tests need Node.js and npm, as the README says", e);
        }
    }
}

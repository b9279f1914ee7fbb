package dev.tripod;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tripod.testing.ServerProcess;
import dev.tripod.testing.SharedServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Runs every shell block of the documents as it is printed, with only the address of the server replaced. */
@ExtendWith(SharedServer.class)
class DocumentedCommandsIT {
    private static final Pattern BLOCK = Pattern.compile("(?ms)^```sh\\n(.*?)^```$");

    static Stream<Path> documents() throws IOException {
        try (var files = Files.walk(Path.of("docs"))) {
            return files
                    .filter(file -> file.toString().endsWith(".md"))
                    .filter(file -> !blocks(file).isEmpty())
                    .sorted()
                    .toList()
                    .stream();
        }
    }

    @ParameterizedTest
    @MethodSource("documents")
    void runsAsPrinted(Path document, ServerProcess server, @TempDir Path directory) throws Exception {
        var script = "set -eu\n"
                + blocks(document).replace("http://localhost:8080", server.uri().toString());
        var output = directory.resolve("output.txt");
        var shell = new ProcessBuilder("bash", "-c", script)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        assertThat(shell.waitFor(2, TimeUnit.MINUTES)).as("ends in time").isTrue();
        assertThat(shell.exitValue()).as(() -> read(output)).isZero();
    }

    private static String blocks(Path document) {
        return BLOCK.matcher(read(document))
                .results()
                .map(block -> block.group(1))
                .collect(Collectors.joining("\n"));
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}

package dev.tripod.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The shell lines of the documents on the cache API. A line that begins with a number sign says what those before it
 * answer.
 */
final class DocumentedCacheLines {
    private static final List<Path> DOCUMENTS = List.of(Path.of("docs/upstash.md"), Path.of("docs/cache-api.md"));
    private static final Pattern BLOCK = Pattern.compile("(?ms)^```bash\\n(.*?)^```$");
    private static final Pattern EXAMPLE = Pattern.compile("(?ms)(.*?)^# (.*?)$");

    /** Lines, and what they are said to answer. */
    record Example(String lines, String answer) {
        /** What they may answer: some time has passed where they ask for what is left of a life. */
        String pattern() {
            return lines.contains("/ttl/") ? "\\{\"result\":[1-9]\\d+}" : Pattern.quote(answer);
        }

        /** Runs them with the address of a server in the place of the documents', and tells what they answered. */
        String run(URI server, String token) throws IOException, InterruptedException {
            var process = new ProcessBuilder("bash", "-c", lines.replace("http://localhost:8080", server.toString()));
            process.environment().put("TRIPOD_API_TOKEN", token);
            var shell = process.redirectError(ProcessBuilder.Redirect.DISCARD).start();
            var answer = new String(shell.getInputStream().readAllBytes(), UTF_8);
            shell.waitFor();
            return answer.strip();
        }
    }

    private DocumentedCacheLines() {}

    static List<Example> all() throws IOException {
        var text = new StringBuilder();
        for (var document : DOCUMENTS) {
            text.append(BLOCK.matcher(Files.readString(document))
                    .results()
                    .map(block -> block.group(1))
                    .collect(Collectors.joining()));
        }
        return EXAMPLE.matcher(text)
                .results()
                .map(found -> new Example(found.group(1).strip(), found.group(2)))
                .toList();
    }
}

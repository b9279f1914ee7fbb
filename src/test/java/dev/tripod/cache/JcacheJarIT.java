package dev.tripod.cache;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tripod.testing.upstash.UpstashServer;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The jar of the cache provider in a JVM of its own, with the dependencies that docs/jcache.md names and nothing else. */
class JcacheJarIT {
    private static final Path DOCUMENT = Path.of("docs", "jcache.md");
    private static final String PROGRAM =
            """
            import java.math.BigDecimal;
            import javax.cache.*;
            import javax.cache.configuration.*;

            class Main {
                public static void main(String[] arguments) {
                    %s
                    System.out.println("got " + cache.get("tea"));
                    provider.close();
                }
            }
            """;

    @TempDir
    Path folder;

    @Test
    void threeLinesWorkInMemory() throws Exception {
        assertThat(run(Map.of("UPSTASH_REDIS_REST_URL", "", "UPSTASH_REDIS_REST_TOKEN", "")))
                .contains("got 2.50");
    }

    @Test
    void threeLinesWorkOnUpstash() throws Exception {
        try (var server = UpstashServer.start()) {
            assertThat(run(Map.of(
                            "UPSTASH_REDIS_REST_URL", server.uri().toString(),
                            "UPSTASH_REDIS_REST_TOKEN", server.token())))
                    .contains("got 2.50");
            assertThat(server.redis().keys("*prices*tea")).hasSize(1);
        }
    }

    private String run(Map<String, String> settings) throws IOException, InterruptedException {
        var program = Files.writeString(folder.resolve("Main.java"), PROGRAM.formatted(threeLines()));
        var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        var builder = new ProcessBuilder(java, "-Xmx128m", "-cp", classPath(), program.toString())
                .directory(folder.toFile())
                .redirectErrorStream(true);
        builder.environment().putAll(settings);
        var process = builder.start();
        try (var output = process.inputReader(StandardCharsets.UTF_8)) {
            return output.lines().collect(Collectors.joining("\n"));
        } finally {
            process.waitFor(60, TimeUnit.SECONDS);
            process.destroyForcibly();
        }
    }

    private static String threeLines() throws IOException {
        return Files.readString(DOCUMENT).split("```text\n", 2)[1].split("```", 2)[0];
    }

    /** The jar, and of this test's own class path what the document lists as needed. */
    private static String classPath() throws IOException {
        var needed = Pattern.compile("<artifactId>([^<]+)</artifactId>")
                .matcher(Files.readString(DOCUMENT))
                .results()
                .map(found -> found.group(1))
                .filter(name -> !name.equals("tripod"))
                .toList();
        return Stream.concat(
                        Stream.of(System.getProperty("tripod.jcache")),
                        Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator, -1))
                                .filter(entry -> isOneOf(needed, entry)))
                .collect(Collectors.joining(File.pathSeparator));
    }

    /** Jackson's databind brings two of its own jars along. */
    private static boolean isOneOf(List<String> needed, String entry) {
        var file = Path.of(entry).getFileName().toString();
        return Stream.concat(needed.stream(), Stream.of("jackson-core", "jackson-annotations"))
                .anyMatch(name -> file.matches(Pattern.quote(name) + "-[0-9][^-]*\\.jar"));
    }
}

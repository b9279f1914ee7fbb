package dev.tripod.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tripod.testing.Browser;
import dev.tripod.testing.TripodServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the pages are made of, as far as it can be seen without a browser. */
class PagesTest {
    private static final Path WEBAPP = Path.of("webapp");
    private static final Set<String> ADDRESSES = Set.of("/", "/camera", "/room", "/status");
    private static final Pattern NAMED = Pattern.compile("(?:href|src)=\"(/[^\"#]*)");
    private static final Pattern INLINE = Pattern.compile(
            "<style|\\sstyle=|\\son[a-z]+=|javascript:|<script(?![^>]*\\ssrc=)", Pattern.CASE_INSENSITIVE);
    private static final Pattern IMPORT = Pattern.compile("(?m)^(?:import|export)\\s(?:[^;]*?\\sfrom\\s)?'([^']+)';");
    private static final Map<String, Set<String>> MAY_IMPORT =
            Map.of("pages", Set.of("elements", "lib"), "elements", Set.of("elements", "lib"), "lib", Set.of("lib"));

    private static TripodServer server;

    private final Browser browser = new Browser(server.uri("/"));

    @BeforeAll
    static void start() {
        server = TripodServer.start();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @ParameterizedTest
    @CsvSource({"/, desktop", "/camera, camera", "/room, room", "/status, status"})
    void aPageIsServedUnderItsAddress(String address, String page) {
        var answer = browser.get(address);

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("Content-Type")).startsWith("text/html");
        assertThat(answer.text()).contains("/js/pages/" + page + ".js");
    }

    @Test
    void aBrowserGetsAPageForWhatIsNotThere() {
        var answer = browser.get("/nothing/here", "Accept", "text/html");

        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.text()).contains("There is nothing here");
    }

    @ParameterizedTest
    @CsvSource({
        "/js/pages/desktop.js, text/javascript",
        "/css/base.css, text/css",
        "/icons/sprite.svg, image/svg+xml",
        "/manifest.webmanifest, application/manifest+json"
    })
    void aFileHasTheTypeThatBrowsersInsistOn(String path, String type) {
        assertThat(browser.get(path).header("Content-Type")).startsWith(type);
    }

    @Test
    void nothingIsInline() {
        assertThat(files("html")).isNotEmpty().allSatisfy(page -> assertThat(text(page))
                .doesNotContainPattern(INLINE));
    }

    @Test
    void everythingThatAPageNamesIsThere() {
        assertThat(files("html")).isNotEmpty().allSatisfy(page -> assertThat(
                        NAMED.matcher(text(page)).results().map(named -> named.group(1)))
                .isNotEmpty()
                .allMatch(path -> ADDRESSES.contains(path) || Files.isRegularFile(WEBAPP.resolve(path.substring(1)))));
    }

    @Test
    void aModuleImportsWhatIsThereAndNothingAboveIt() {
        assertThat(files("js")).isNotEmpty().allSatisfy(module -> assertThat(imports(module))
                .allSatisfy(imported -> {
                    assertThat(imported).isRegularFile();
                    assertThat(MAY_IMPORT.get(layer(module))).contains(layer(imported));
                }));
    }

    @Test
    void textNeverBecomesMarkup() {
        assertThat(files("js")).isNotEmpty().allSatisfy(module -> assertThat(text(module))
                .doesNotContain("innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "eval("));
    }

    private static List<Path> imports(Path module) {
        return IMPORT.matcher(text(module))
                .results()
                .map(found -> module.resolveSibling(found.group(1)).normalize())
                .toList();
    }

    private static String layer(Path module) {
        return module.getParent().getFileName().toString();
    }

    private static List<Path> files(String ending) {
        try (Stream<Path> files = Files.walk(WEBAPP)) {
            return files.filter(file -> file.toString().endsWith("." + ending)).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

package dev.tripod.cases;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.platform.commons.annotation.Testable;
import org.junit.platform.commons.support.AnnotationSupport;

/** The table of the cases, and the classes that test them. */
class CasesTest {
    private static final int CASES = 64;
    private static final Pattern ROW = Pattern.compile("\\| (\\d+) \\| `(Case(\\d\\d)\\w+)` \\|");

    /** A line of the table. */
    private record Row(int number, String test) {}

    private static List<Row> rows() throws IOException {
        return ROW.matcher(Files.readString(Path.of("docs/cases.md")))
                .results()
                .map(row -> new Row(Integer.parseInt(row.group(1)), row.group(2)))
                .toList();
    }

    @Test
    void theTableHasEachNumberOnceInOrder() throws IOException {
        assertThat(rows())
                .extracting(Row::number)
                .containsExactlyElementsOf(
                        IntStream.rangeClosed(1, CASES).boxed().toList());
    }

    @Test
    void theTableNamesTheClassesThereAreAndNoOthers() throws IOException {
        try (var files = Files.list(Path.of("src/test/java/dev/tripod/cases"))) {
            var classes = files.map(file -> file.getFileName().toString().replace(".java", ""))
                    .filter(name -> name.matches("Case\\d\\d.*"))
                    .toList();
            assertThat(rows()).extracting(Row::test).containsExactlyInAnyOrderElementsOf(classes);
        }
    }

    @Test
    void eachClassHasTheNumberOfItsNameAndTests() throws IOException, ClassNotFoundException {
        for (var row : rows()) {
            var type = Class.forName("dev.tripod.cases." + row.test());
            assertThat(type.getAnnotation(Case.class)).as(row.test()).isNotNull();
            assertThat(type.getAnnotation(Case.class).value()).as(row.test()).isEqualTo(row.number());
            assertThat(row.test()).startsWith("Case%02d".formatted(row.number()));
            assertThat(Arrays.stream(type.getDeclaredMethods()).filter(CasesTest::isTest))
                    .as(row.test())
                    .isNotEmpty();
        }
    }

    private static boolean isTest(Method method) {
        return AnnotationSupport.isAnnotated(method, Testable.class);
    }
}

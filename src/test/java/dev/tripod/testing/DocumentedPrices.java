package dev.tripod.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What {@code docs/performance.md} says that operations cost, so that tests hold it against what they count. */
public final class DocumentedPrices {
    private static final Pattern ROW = Pattern.compile("\\| ([^|]+) ((?:\\| \\d+ )+)\\|.*");

    private final Map<String, List<Integer>> commands = new LinkedHashMap<>();

    /** Reads the tables below this heading, up to the next one. */
    public DocumentedPrices(String heading) {
        try {
            var text = Files.readString(Path.of("docs", "performance.md"));
            var begin = text.indexOf("\n" + heading + "\n") + heading.length() + 2;
            var end = text.indexOf("\n#", begin);
            text.substring(begin, end < 0 ? text.length() : end).lines().forEach(this::read);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void read(String line) {
        var row = ROW.matcher(line);
        if (row.matches()) {
            var numbers = row.group(2).replaceAll("\\D+", " ").strip().split(" ", -1);
            commands.put(row.group(1), Stream.of(numbers).map(Integer::valueOf).toList());
        }
    }

    public Set<String> operations() {
        return commands.keySet();
    }

    /** The price of an operation that has only one. */
    public int of(String operation) {
        return rowOf(operation).get(0);
    }

    /** The prices of an operation, from left to right. */
    public List<Integer> rowOf(String operation) {
        var row = commands.get(operation);
        if (row == null) {
            throw new AssertionError("The table has no row for: " + operation);
        }
        return row;
    }
}

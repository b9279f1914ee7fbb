package dev.tripod.bench.cache;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.File;
import java.io.IOException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.StreamSupport;

/**
 * Prints JMH's JSON as tables of Markdown, one by value and one by reference: operations per millisecond, the
 * median of all iterations, and in brackets the part of what the bare map does.
 */
public final class Table {
    private static final String BY_REFERENCE = "_BY_REFERENCE";
    private static final List<String> OPERATIONS = List.of("get", "getByTwo", "put", "putByTwo", "mixed", "mixedByTwo");

    private record Cell(String operation, String value, String provider) {}

    private final Map<Cell, Double> scores = new LinkedHashMap<>();

    private Table() {}

    public static void main(String[] files) throws IOException {
        var table = new Table();
        for (var file : files) {
            new ObjectMapper().readTree(new File(file)).forEach(table::add);
        }
        table.print("");
        System.out.println();
        table.print(BY_REFERENCE);
    }

    private void add(JsonNode result) {
        var benchmark = result.path("benchmark").asText();
        var parameters = result.path("params");
        scores.put(
                new Cell(
                        benchmark.substring(benchmark.lastIndexOf('.') + 1),
                        parameters.path("value").asText(),
                        parameters.path("provider").asText()),
                median(result.path("primaryMetric").path("rawData")));
    }

    /** Of all iterations of all forks; one that the machine has disturbed moves it little. */
    private static double median(JsonNode forks) {
        var iterations = StreamSupport.stream(forks.spliterator(), false)
                .flatMap(fork -> StreamSupport.stream(fork.spliterator(), false))
                .mapToDouble(JsonNode::asDouble)
                .sorted()
                .toArray();
        return iterations[iterations.length / 2];
    }

    private void print(String storage) {
        var providers = Arrays.stream(Provider.values())
                .map(Provider::name)
                .filter(name -> name.endsWith(BY_REFERENCE) == !storage.isEmpty())
                .filter(name -> !name.equals("MAP"))
                .toList();
        System.out.println("| operation, threads, value | "
                + String.join(" | ", providers.stream().map(Table::readable).toList()) + " | map of references |");
        System.out.println("| --- |" + " --- |".repeat(providers.size() + 1));
        for (var operation : OPERATIONS) {
            for (var value : Value.values()) {
                if (providers.stream().anyMatch(provider -> score(operation, value.name(), provider)
                        .isPresent())) {
                    printRow(operation, value.name(), providers);
                }
            }
        }
    }

    private void printRow(String operation, String value, List<String> providers) {
        var map = score(operation, value, "MAP");
        var cells = providers.stream()
                .map(provider -> score(operation, value, provider))
                .map(score -> score.map(ops -> inWords(ops, map)).orElse("–"))
                .toList();
        System.out.printf(
                "| %s, %s, %s | %s | %s |%n",
                operation.replace("ByTwo", ""),
                operation.endsWith("ByTwo") ? "2" : "1",
                readable(value),
                String.join(" | ", cells),
                map.map(ops -> String.format(Locale.ROOT, "%,.0f", ops)).orElse("–"));
    }

    private Optional<Double> score(String operation, String value, String provider) {
        return Optional.ofNullable(scores.get(new Cell(operation, value, provider)));
    }

    private static String inWords(double ops, Optional<Double> map) {
        return map.map(most ->
                        String.format(Locale.ROOT, ops < most / 100 ? "%,.0f (%.3f)" : "%,.0f (%.2f)", ops, ops / most))
                .orElseGet(() -> String.format(Locale.ROOT, "%,.0f", ops));
    }

    private static String readable(String name) {
        var words = name.replace(BY_REFERENCE, "").replace('_', ' ').toLowerCase(Locale.ROOT);
        return Character.toUpperCase(words.charAt(0)) + words.substring(1);
    }
}

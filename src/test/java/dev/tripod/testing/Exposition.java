package dev.tripod.testing;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** Prometheus's text format, read by its rules and by nobody's library; and what {@code promtool} complains of. */
public final class Exposition {
    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_]*");
    private static final Pattern SAMPLE =
            Pattern.compile("([a-zA-Z_:][a-zA-Z0-9_:]*)(?:\\{(.*)})? (NaN|[+-]Inf|[-+0-9.eE]+)");
    private static final Pattern LABEL =
            Pattern.compile("([a-zA-Z_][a-zA-Z0-9_]*)=\"((?:[^\"\\\\\n]|\\\\[\\\\\"n])*)\"(?:,|$)");
    private static final Set<String> TYPES = Set.of("counter", "gauge", "histogram", "summary", "untyped");
    private static final Pattern NO_BASE_UNIT = Pattern.compile(
            ".*_(nanoseconds|ns|milliseconds|millis|ms|minutes|hours|days|kilobytes|kb|megabytes|mb|percent|bits|celsius)(_.*)?");

    private final Map<String, String> types = new LinkedHashMap<>();
    private final Map<String, String> helps = new HashMap<>();
    private final Map<String, Map<Map<String, String>, Double>> samples = new LinkedHashMap<>();
    private final List<String> complaints = new ArrayList<>();

    public Exposition(String text) {
        if (!text.endsWith("\n")) {
            complaints.add("The last line has no end");
        }
        text.lines().filter(line -> !line.isEmpty()).forEach(this::read);
        types.keySet().forEach(this::check);
    }

    private void read(String line) {
        if (line.startsWith("# HELP ") || line.startsWith("# TYPE ")) {
            var parts = line.split(" ", 4);
            var known = line.startsWith("# HELP ") ? helps : types;
            if (parts.length < 4 || known.put(parts[2], parts[3]) != null) {
                complaints.add("Said twice or badly: " + line);
            }
        } else if (!line.startsWith("#")) {
            readSample(line);
        }
    }

    private void readSample(String line) {
        var found = SAMPLE.matcher(line);
        if (!found.matches()) {
            complaints.add("Not a sample: " + line);
            return;
        }
        var labels = new TreeMap<String, String>();
        var text = found.group(2) == null ? "" : found.group(2);
        var label = LABEL.matcher(text);
        var end = 0;
        while (label.find() && label.start() == end) {
            end = label.end();
            labels.put(label.group(1), label.group(2));
        }
        if (end != text.length()) {
            complaints.add("Bad labels: " + line);
        }
        var series = samples.computeIfAbsent(found.group(1), name -> new LinkedHashMap<>());
        if (series.put(labels, number(found.group(3))) != null) {
            complaints.add("Twice: " + line);
        }
        if (!types.containsKey(family(found.group(1)))) {
            complaints.add("A sample before its type: " + line);
        }
    }

    private static double number(String text) {
        return text.endsWith("Inf") ? Double.parseDouble(text + "inity") : Double.parseDouble(text);
    }

    private String family(String sample) {
        var whole = sample.replaceFirst("_(bucket|sum|count)$", "");
        return Set.of("histogram", "summary").contains(types.getOrDefault(whole, "")) ? whole : sample;
    }

    private void check(String name) {
        var type = types.getOrDefault(name, "");
        complain(!TYPES.contains(type), name, "has no type that there is");
        complain(helps.getOrDefault(name, "").isBlank(), name, "says not what it is");
        complain(!NAME.matcher(name).matches(), name, "is no name");
        complain(type.equals("counter") != name.endsWith("_total"), name, "ends in _total as counters do, or does not");
        complain(NO_BASE_UNIT.matcher(name).matches(), name, "is not in a base unit");
        complain(name.matches(".*_(counter|gauge|histogram|summary)(_.*)?"), name, "names its type");
        complain(type.equals("gauge") && name.matches(".*_(count|sum|bucket)"), name, "ends as a histogram's parts do");
        if (type.equals("histogram")) {
            checkHistogram(name);
        }
    }

    private void checkHistogram(String name) {
        var buckets = new HashMap<Map<String, String>, TreeMap<Double, Double>>();
        series(name + "_bucket").forEach((labels, count) -> {
            var others = new TreeMap<>(labels);
            var bound = number(String.valueOf(others.remove("le")));
            buckets.computeIfAbsent(others, key -> new TreeMap<>()).put(bound, count);
        });
        complain(!buckets.keySet().equals(series(name + "_count").keySet()), name, "has buckets and counts apart");
        complain(!buckets.keySet().equals(series(name + "_sum").keySet()), name, "has buckets and sums apart");
        buckets.forEach((labels, counts) -> {
            var sorted = new ArrayList<>(counts.values());
            complain(!sorted.equals(sorted.stream().sorted().toList()), name, "has buckets that shrink");
            var all = counts.get(Double.POSITIVE_INFINITY);
            complain(all == null || !all.equals(series(name + "_count").get(labels)), name, "does not add up");
        });
    }

    private void complain(boolean when, String name, String words) {
        if (when) {
            complaints.add(name + " " + words);
        }
    }

    /** What is wrong with it. */
    public List<String> complaints() {
        return complaints;
    }

    /** Names under which samples can be asked for. */
    public Set<String> names() {
        var all = new HashSet<>(types.keySet());
        all.addAll(samples.keySet());
        return all;
    }

    /** The labels that samples of this name have. */
    public Set<String> labels(String name) {
        var all = new HashSet<String>();
        series(name).keySet().forEach(labels -> all.addAll(labels.keySet()));
        return all;
    }

    private Map<Map<String, String>, Double> series(String name) {
        return samples.getOrDefault(name, Map.of());
    }

    /** The sum of all samples of this name with these labels, given as name, value, name, value. */
    public double sum(String name, String... labels) {
        var wanted = new HashMap<String, String>();
        for (var i = 0; i < labels.length; i += 2) {
            wanted.put(labels[i], labels[i + 1]);
        }
        return series(name).entrySet().stream()
                .filter(sample -> sample.getKey().entrySet().containsAll(wanted.entrySet()))
                .mapToDouble(Map.Entry::getValue)
                .sum();
    }
}

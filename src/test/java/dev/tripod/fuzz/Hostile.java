package dev.tripod.fuzz;

import java.util.List;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;

/** Texts and JSON as somebody sends them who means harm, or whose program is broken. */
final class Hostile {
    private static final String DEEP = "[".repeat(2_000) + "]".repeat(2_000);
    private static final List<String> TEXTS = List.of(
            "",
            " ",
            "null",
            "../../WEB-INF/web.xml",
            "<script>alert(1)</script>",
            "%00",
            "\u0000",
            "\r\nSet-Cookie: sid=x",
            "\u001b[31m",
            "\u202egnp",
            "\ud800",
            "\uffff",
            "😀",
            "' OR 1=1 --",
            "${jndi:ldap://localhost/x}",
            "9".repeat(400),
            "a".repeat(5_000),
            "é".repeat(70_000));

    private Hostile() {}

    static Arbitrary<String> text() {
        return Arbitraries.oneOf(
                Arbitraries.of(TEXTS),
                Arbitraries.strings().ofMaxLength(40),
                Arbitraries.strings().ascii().ofMaxLength(80));
    }

    /** JSON, or nearly so, whose members have these names among others. */
    static Arbitrary<String> json(List<String> names) {
        return Arbitraries.frequencyOf(
                net.jqwik.api.Tuple.of(6, object(names)),
                net.jqwik.api.Tuple.of(2, broken(names)),
                net.jqwik.api.Tuple.of(1, value(names, 2)),
                net.jqwik.api.Tuple.of(1, text()));
    }

    private static Arbitrary<String> object(List<String> names) {
        return object(names, value(names, 2));
    }

    private static Arbitrary<String> object(List<String> names, Arbitrary<String> value) {
        var name = Arbitraries.frequencyOf(
                net.jqwik.api.Tuple.of(9, Arbitraries.of(names)), net.jqwik.api.Tuple.of(1, text()));
        return Combinators.combine(name, value)
                .as((key, content) -> quoted(key) + ":" + content)
                .list()
                .ofMaxSize(6)
                .map(members -> "{" + String.join(",", members) + "}");
    }

    private static Arbitrary<String> value(List<String> names, int depth) {
        var simple = Arbitraries.oneOf(
                Arbitraries.of(names).map(Hostile::quoted),
                text().map(Hostile::quoted),
                Arbitraries.of("null", "true", "false", "0", "-1", "1e400", "-0.0", "9223372036854775808", "{}", "[]"),
                Arbitraries.of(DEEP, "NaN", "0x1", "'x'"));
        if (depth == 0) {
            return simple;
        }
        var inner = value(names, depth - 1);
        return Arbitraries.frequencyOf(
                net.jqwik.api.Tuple.of(6, simple),
                net.jqwik.api.Tuple.of(1, object(names, inner)),
                net.jqwik.api.Tuple.of(1, inner.list().ofMaxSize(4).map(items -> "[" + String.join(",", items) + "]")));
    }

    /** An object that something was cut off or put into. */
    private static Arbitrary<String> broken(List<String> names) {
        return Combinators.combine(object(names), Arbitraries.doubles().between(0, 1), text())
                .as((whole, at, more) -> {
                    var place = (int) (at * whole.length());
                    return more.length() % 2 == 0
                            ? whole.substring(0, place)
                            : whole.substring(0, place) + more + whole.substring(place);
                });
    }

    /** As JSON writes a text; a lone half of a pair stays one. */
    static String quoted(String text) {
        return text.chars()
                .mapToObj(character -> switch (character) {
                    case '"' -> "\\\"";
                    case '\\' -> "\\\\";
                    default ->
                        character < 0x20 || Character.isSurrogate((char) character)
                                ? "\\u%04x".formatted(character)
                                : String.valueOf((char) character);
                })
                .collect(Collectors.joining("", "\"", "\""));
    }
}

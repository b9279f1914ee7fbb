package dev.tripod.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * What the set-up guide sends and the service does not know: {@code {"value":…,"ex":…}} to {@code /set/{key}} and
 * {@code {"seconds":…}} to {@code /expire/{key}}. Only as {@code application/json} and with no other members; any other
 * body is an argument byte for byte, as on the service.
 */
final class GuideForm {
    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    private GuideForm() {}

    /** The arguments that the body stands for, if it has this form. */
    static Optional<List<byte[]>> words(Address address, Optional<String> type, byte[] body) {
        var isJson = type.filter(name -> name.toLowerCase(Locale.ROOT).matches("application/json *(;.*)?"))
                .isPresent();
        if (!isJson || body[0] != '{' || address.segments().size() != 2) {
            return Optional.empty();
        }
        return switch (address.root().toLowerCase(Locale.ROOT)) {
            case "set" -> members(body, Set.of("value", "ex"), "value").map(GuideForm::set);
            case "expire" -> members(body, Set.of("seconds"), "seconds").map(GuideForm::expire);
            default -> Optional.empty();
        };
    }

    private static Optional<JsonNode> members(byte[] body, Set<String> known, String needed) {
        try {
            var object = JSON.readTree(body);
            var names = new HashSet<String>();
            object.fieldNames().forEachRemaining(names::add);
            return Optional.of(object).filter(any -> any.hasNonNull(needed) && known.containsAll(names));
        } catch (IOException e) {
            return Optional.empty(); // no JSON after all: a value like any other
        }
    }

    private static List<byte[]> set(JsonNode object) {
        var words = new ArrayList<>(List.of(bytes(object.path("value"))));
        if (object.hasNonNull("ex")) {
            words.add("EX".getBytes(UTF_8));
            words.add(bytes(object.path("ex")));
        }
        return words;
    }

    private static List<byte[]> expire(JsonNode object) {
        return List.of(bytes(object.path("seconds")));
    }

    /** A string as it is, anything else as JSON writes it. */
    private static byte[] bytes(JsonNode value) {
        return (value.isTextual() ? value.textValue() : value.toString()).getBytes(UTF_8);
    }
}

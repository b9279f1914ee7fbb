package dev.tripod.session;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tripod.problem.Problem;
import dev.tripod.problem.ProblemException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a client wants to change in its session, read from a JSON merge patch (RFC 7396).
 *
 * @param renames whether the patch speaks of the name at all
 * @param name the new name; empty removes it
 * @param attributes new values as JSON text; empty removes the attribute
 */
record SessionChange(boolean renames, Optional<String> name, Map<String, Optional<String>> attributes) {
    static final int MAX_ATTRIBUTES = 32;
    static final int MAX_BYTES = 8 * 1024;

    private static final Pattern ATTRIBUTE_NAME = Pattern.compile("[A-Za-z0-9._-]{1,64}");

    /** Reads a patch; {@code INVALID} says which bound it breaks. Members that a client cannot change are ignored. */
    static SessionChange of(@Nullable JsonNode patch) {
        if (patch == null || !patch.isObject()) {
            throw new ProblemException(Problem.INVALID, "The patch is a JSON object");
        }
        var name = patch.path("name");
        require(name.isMissingNode() || name.isNull() || name.isTextual(), "name is a text or null");
        var text = DisplayName.clean(name.isTextual() ? name.textValue() : null);
        return new SessionChange(!name.isMissingNode(), text, attributes(patch.path("attributes")));
    }

    private static Map<String, Optional<String>> attributes(JsonNode node) {
        require(node.isMissingNode() || node.isObject(), "attributes is a JSON object");
        require(node.size() <= MAX_ATTRIBUTES, "At most " + MAX_ATTRIBUTES + " attributes change at once");
        var attributes = new LinkedHashMap<String, Optional<String>>();
        node.properties().forEach(entry -> attributes.put(attributeName(entry.getKey()), value(entry.getValue())));
        return attributes;
    }

    private static String attributeName(String name) {
        require(
                ATTRIBUTE_NAME.matcher(name).matches(),
                "An attribute's name has 1 to 64 letters, digits, dots, dashes and underscores");
        return name;
    }

    private static Optional<String> value(JsonNode node) {
        if (node.isNull()) {
            return Optional.empty();
        }
        var text = node.toString();
        require(text.getBytes(StandardCharsets.UTF_8).length <= MAX_BYTES, "An attribute has at most 8 KiB");
        return Optional.of(text);
    }

    private static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new ProblemException(Problem.INVALID, otherwise);
        }
    }
}

package dev.tripod.upstash;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Reads answers whose strings are base64, which holds for all but the status {@code OK}. Other statuses look like
 * strings and become {@link Reply.Bulk}. Anything unforeseen is an {@link IOException}.
 */
final class ReplyReader implements AutoCloseable {
    private static final JsonFactory JSON = new JsonFactory();
    private static final Pattern DIGITS = Pattern.compile("-?\\d+");
    /** Their answers are numbers, also when they look like base64. */
    private static final Set<String> COUNTING =
            Set.of("INCR", "INCRBY", "DECR", "DECRBY", "HINCRBY", "TTL", "PTTL", "EXPIRETIME", "PEXPIRETIME");

    private final JsonParser parser;

    private ReplyReader(byte[] body) throws IOException {
        parser = JSON.createParser(body);
    }

    /** The replies of an array, one for each command; nothing when the answer is one object. */
    static Optional<List<Reply>> array(byte[] body, List<Command> commands) throws IOException {
        try (var reader = new ReplyReader(body)) {
            if (reader.parser.nextToken() != JsonToken.START_ARRAY) {
                return Optional.empty();
            }
            var replies = new ArrayList<Reply>(commands.size());
            while (reader.parser.nextToken() != JsonToken.END_ARRAY) {
                if (replies.size() == commands.size()) {
                    throw unforeseen();
                }
                replies.add(reader.item(commands.get(replies.size())));
            }
            reader.end();
            if (replies.size() != commands.size()) {
                throw unforeseen();
            }
            return Optional.of(replies);
        }
    }

    /** The reply that is one object. */
    static Reply object(byte[] body, Command command) throws IOException {
        try (var reader = new ReplyReader(body)) {
            reader.parser.nextToken();
            var reply = reader.item(command);
            reader.end();
            return reply;
        }
    }

    private Reply item(Command command) throws IOException {
        return item(COUNTING.contains(command.name()));
    }

    private Reply item(boolean counts) throws IOException {
        if (parser.currentToken() != JsonToken.START_OBJECT) {
            throw unforeseen();
        }
        Optional<Reply> reply = Optional.empty();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            var name = parser.currentName();
            var value = parser.nextToken();
            if (name.equals("error") && value == JsonToken.VALUE_STRING) {
                reply = Optional.of(new Reply.Failure(parser.getText()));
            } else if (name.equals("result") && reply.isEmpty()) {
                reply = Optional.of(value(counts));
            } else {
                parser.skipChildren();
            }
        }
        return reply.orElseThrow(ReplyReader::unforeseen);
    }

    private Reply value(boolean counts) throws IOException {
        return switch (parser.currentToken()) {
            case VALUE_NULL -> new Reply.Nil();
            case VALUE_NUMBER_INT -> new Reply.Int(parser.getLongValue());
            case VALUE_STRING -> string(parser.getText(), counts);
            case START_ARRAY -> elements(counts);
            case START_OBJECT -> item(counts);
            default -> throw unforeseen();
        };
    }

    private Reply elements(boolean counts) throws IOException {
        var items = new ArrayList<Reply>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            items.add(value(counts));
        }
        return new Reply.Array(items);
    }

    private Reply string(String text, boolean counts) throws IOException {
        if (text.equals("OK")) {
            return new Reply.Status(text);
        }
        var isWhole = text.length() % 4 == 0;
        if ((counts || !isWhole || text.startsWith("-")) && DIGITS.matcher(text).matches()) {
            return number(text);
        }
        if (!isWhole) {
            throw unforeseen();
        }
        try {
            return new Reply.Bulk(Base64.getDecoder().decode(text));
        } catch (IllegalArgumentException e) {
            throw unforeseen();
        }
    }

    /** Integers beyond 2^53 may come as strings; what is no whole base64 or belongs to a counter is one. */
    private Reply number(String text) throws IOException {
        try {
            return new Reply.Int(Long.parseLong(text));
        } catch (NumberFormatException e) {
            throw unforeseen();
        }
    }

    private void end() throws IOException {
        if (parser.nextToken() != null) {
            throw unforeseen();
        }
    }

    private static IOException unforeseen() {
        return new IOException("Not an answer of the service");
    }

    @Override
    public void close() throws IOException {
        parser.close();
    }
}

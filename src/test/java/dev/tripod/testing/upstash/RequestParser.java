package dev.tripod.testing.upstash;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/** Finds the commands in a request: in its path, body and query, or in a JSON body. */
final class RequestParser {
    private static final JsonFactory JSON = new JsonFactory();

    private RequestParser() {}

    static Call.Batch parse(HttpRequest request) throws RefusedException {
        return switch (request.root()) {
            case "" -> json(request.body(), Call.Form.SINGLE);
            case "pipeline" -> json(request.body(), Call.Form.PIPELINE);
            case "multi-exec" -> json(request.body(), Call.Form.TRANSACTION);
            default -> new Call.Batch(Call.Form.SINGLE, List.of(new Call.Runs(path(request))));
        };
    }

    /** The path's parts, then the body byte for byte, then the query's pairs and bare names. */
    private static Command path(HttpRequest request) {
        var words = new ArrayList<>(request.segments());
        if (request.body().length > 0) {
            words.add(request.body());
        }
        for (var parameter : request.query()) {
            if (!parameter.is("_token")) {
                words.add(parameter.name());
                parameter.value().ifPresent(words::add);
            }
        }
        return new Command(words);
    }

    private static Call.Batch json(byte[] body, Call.Form form) throws RefusedException {
        try (var json = JSON.createParser(body)) {
            var first = json.nextToken();
            if (first == null) {
                throw new RefusedException("EOF");
            }
            expectArray(first);
            return new Call.Batch(form, form == Call.Form.SINGLE ? List.of(call(json)) : calls(json));
        } catch (JsonProcessingException e) {
            throw new RefusedException("invalid JSON"); // the service's own words for this are not known
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<Call> calls(JsonParser json) throws IOException, RefusedException {
        var calls = new ArrayList<Call>();
        for (var token = json.nextToken(); token != JsonToken.END_ARRAY; token = json.nextToken()) {
            expectArray(token);
            calls.add(call(json));
        }
        if (calls.isEmpty()) {
            throw new RefusedException("ERR empty pipeline request");
        }
        return calls;
    }

    private static Call call(JsonParser json) throws IOException {
        var words = new ArrayList<byte[]>();
        var refusal = "";
        for (var token = json.nextToken(); token != JsonToken.END_ARRAY; token = json.nextToken()) {
            var fault = fault(token);
            refusal = refusal.isEmpty() ? fault : refusal;
            json.skipChildren();
            words.add(json.getText().getBytes(UTF_8)); // a number as it was written
        }
        if (words.isEmpty()) {
            refusal = "ERR empty command";
        }
        return refusal.isEmpty() ? new Call.Runs(new Command(words)) : new Call.Refused(refusal);
    }

    private static String fault(JsonToken token) {
        return switch (token) {
            case VALUE_NULL -> "ERR null args are not supported";
            case START_ARRAY -> "ERR unsupported arg type: \"[\": json.Delim";
            case START_OBJECT -> "ERR unsupported arg type: \"{\": json.Delim";
            default -> "";
        };
    }

    private static void expectArray(JsonToken token) throws RefusedException {
        if (token != JsonToken.START_ARRAY) {
            throw new RefusedException("expected JSON array");
        }
    }
}

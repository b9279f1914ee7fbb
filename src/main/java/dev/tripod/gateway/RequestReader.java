package dev.tripod.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import dev.tripod.upstash.Command;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Finds the commands in a request: in its path, body and query, or in a JSON body. */
final class RequestReader {
    private static final JsonFactory JSON = new JsonFactory();

    private RequestReader() {}

    /** Reads a request whose body has this content type, if it says one. */
    static Batch read(Address address, Optional<String> type, byte[] body) {
        return switch (address.root()) {
            case "" -> json(body, Batch.Form.SINGLE);
            case "pipeline" -> json(body, Batch.Form.PIPELINE);
            case "multi-exec" -> json(body, Batch.Form.TRANSACTION);
            default -> Batch.single(path(address, type, body));
        };
    }

    /** The path's parts, then the body byte for byte or as the guide writes it, then the query's pairs and bare names. */
    private static Command path(Address address, Optional<String> type, byte[] body) {
        var words = new ArrayList<>(address.segments());
        if (body.length > 0) {
            words.addAll(GuideForm.words(address, type, body).orElse(List.of(body)));
        }
        words.addAll(address.queryWords());
        return new Command(words);
    }

    private static Batch json(byte[] body, Batch.Form form) {
        try (var json = JSON.createParser(body)) {
            var first = json.nextToken();
            if (first == null) {
                throw new RefusedException("EOF");
            }
            expectArray(first);
            return new Batch(form, form == Batch.Form.SINGLE ? List.of(call(json)) : calls(json));
        } catch (JsonProcessingException e) {
            throw new RefusedException("invalid JSON"); // the service's own words for this are not known
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<Batch.Call> calls(JsonParser json) throws IOException {
        var calls = new ArrayList<Batch.Call>();
        for (var token = json.nextToken(); token != JsonToken.END_ARRAY; token = json.nextToken()) {
            expectArray(token);
            calls.add(call(json));
        }
        if (calls.isEmpty()) {
            throw new RefusedException("ERR empty pipeline request");
        }
        return calls;
    }

    private static Batch.Call call(JsonParser json) throws IOException {
        var words = new ArrayList<byte[]>();
        var refusal = "";
        for (var token = json.nextToken(); token != JsonToken.END_ARRAY; token = json.nextToken()) {
            refusal = refusal.isEmpty() ? fault(token) : refusal;
            json.skipChildren();
            words.add(json.getText().getBytes(UTF_8)); // a number as it was written
        }
        if (words.isEmpty()) {
            refusal = "ERR empty command";
        }
        return refusal.isEmpty() ? new Batch.Call.Runs(new Command(words)) : new Batch.Call.Refused(refusal);
    }

    private static String fault(JsonToken token) {
        return switch (token) {
            case VALUE_NULL -> "ERR null args are not supported";
            case START_ARRAY -> "ERR unsupported arg type: \"[\": json.Delim";
            case START_OBJECT -> "ERR unsupported arg type: \"{\": json.Delim";
            default -> "";
        };
    }

    private static void expectArray(JsonToken token) {
        if (token != JsonToken.START_ARRAY) {
            throw new RefusedException("expected JSON array");
        }
    }
}

package dev.tripod.gateway;

import jakarta.servlet.http.HttpServletResponse;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;

/** What goes back to a caller. */
@SuppressWarnings("ArrayRecordComponent") // never compared
record Answer(int status, String type, Map<String, String> headers, byte[] body) {
    private static final String JSON = "application/json; charset=utf-8";
    private static final String RESP = "application/octet-stream";

    static Answer json(int status, byte[] body) {
        return new Answer(status, JSON, Map.of(), body);
    }

    static Answer resp(byte[] body) {
        return new Answer(200, RESP, Map.of(), body);
    }

    static Answer error(int status, String text) {
        return json(status, ReplyWriter.error(text));
    }

    static Answer unavailable(String text, int retrySeconds) {
        return error(503, text).with("Retry-After", String.valueOf(retrySeconds));
    }

    Answer with(String name, String value) {
        var more = new HashMap<>(headers);
        more.put(name, value);
        return new Answer(status, type, more, body);
    }

    Response response() {
        var response = Response.status(status).type(type).entity(body);
        headers.forEach(response::header);
        return response.build();
    }

    void write(HttpServletResponse response) throws IOException {
        response.setStatus(status);
        response.setContentType(type);
        response.setContentLength(body.length);
        headers.forEach(response::setHeader);
        response.getOutputStream().write(body);
        response.flushBuffer();
    }
}

package dev.tripod.gateway;

import dev.tripod.store.StoreException;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.OPTIONS;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/** The store's commands over HTTP. The path is the command's and is read as it was sent; any content type is taken. */
@Path("cache{command:(/.*)?}")
@RequestScoped
public class CacheResource {
    /** The service's own limit, in bytes, of a request's body and of an answer's. */
    static final int LARGEST = 10 * 1024 * 1024;

    private static final String ALLOWED = "GET, HEAD, POST, PUT, OPTIONS";
    private static final int RETRY_SECONDS = 2;

    @Inject
    Gate gate;

    @Inject
    CacheApi api;

    /** Also answers HEAD. */
    @GET
    public Response get(@Context HttpServletRequest request) throws IOException {
        return answer(request, InputStream.nullInputStream());
    }

    @POST
    public Response post(@Context HttpServletRequest request, InputStream body) throws IOException {
        return answer(request, body);
    }

    @PUT
    public Response put(@Context HttpServletRequest request, InputStream body) throws IOException {
        return answer(request, body);
    }

    /** With a body, though an empty one: without any, servers answer with a page of errors. */
    @DELETE
    public Response delete() {
        return Answer.json(405, new byte[0]).with(HttpHeaders.ALLOW, ALLOWED).response();
    }

    @PATCH
    public Response patch() {
        return delete();
    }

    /** Without permission for pages of other origins: a page has no business with a token for everything. */
    @OPTIONS
    public Response options() {
        return Answer.json(200, new byte[0]).with(HttpHeaders.ALLOW, ALLOWED).response();
    }

    private Response answer(HttpServletRequest request, InputStream body) throws IOException {
        try {
            return reply(request, body).response();
        } catch (RefusedException e) {
            return Answer.error(400, e.text()).response();
        } catch (StoreException e) {
            return Answer.unavailable("ERR the store cannot be reached at the moment", RETRY_SECONDS)
                    .response();
        }
    }

    private Answer reply(HttpServletRequest request, InputStream body) throws IOException {
        if (!gate.isOpen()) {
            return Gate.CLOSED;
        }
        var address = Address.of(request);
        var access = gate.access(request, address);
        if (access.isEmpty()) {
            return Gate.UNAUTHORIZED;
        }
        var form = AnswerForm.wanted(request);
        var type = Optional.ofNullable(request.getHeader(HttpHeaders.CONTENT_TYPE));
        var batch = RequestReader.read(address, type, read(request, body));
        return checked(form.written(batch.form(), api.run(batch, access.get())));
    }

    private static byte[] read(HttpServletRequest request, InputStream body) throws IOException {
        check(request.getContentLengthLong());
        var bytes = body.readNBytes(LARGEST + 1);
        check(bytes.length);
        return bytes;
    }

    private static Answer checked(Answer answer) {
        check(answer.body().length);
        return answer;
    }

    private static void check(long size) {
        if (size > LARGEST) {
            throw new RefusedException(RefusedException.size("request", LARGEST, size));
        }
    }
}

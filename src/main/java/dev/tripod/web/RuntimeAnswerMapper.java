package dev.tripod.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;

/** Gives the refusals of the JAX-RS runtime itself (404, 405, 406, 415) the form of all others. */
@Provider
public class RuntimeAnswerMapper implements ExceptionMapper<WebApplicationException> {
    @Context
    HttpServletRequest request;

    @Override
    public Response toResponse(WebApplicationException thrown) {
        var theirs = thrown.getResponse();
        if (theirs.getStatus() < 400) {
            return theirs;
        }
        var ours = Response.fromResponse(ProblemWriter.response(request, thrown));
        var allow = theirs.getHeaderString(HttpHeaders.ALLOW);
        return (allow == null ? ours : ours.header(HttpHeaders.ALLOW, allow)).build();
    }
}

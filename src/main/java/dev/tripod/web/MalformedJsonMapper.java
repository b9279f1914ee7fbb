package dev.tripod.web;

import com.fasterxml.jackson.core.JsonProcessingException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;

/** Answers bodies that are no JSON or not of the expected form, where a server would say 500. */
@Provider
public class MalformedJsonMapper implements ExceptionMapper<JsonProcessingException> {
    @Context
    HttpServletRequest request;

    @Override
    public Response toResponse(JsonProcessingException thrown) {
        return ProblemWriter.response(request, thrown);
    }
}

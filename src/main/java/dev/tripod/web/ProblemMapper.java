package dev.tripod.web;

import dev.tripod.problem.ProblemException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;

/** Answers the failures that features name. */
@Provider
public class ProblemMapper implements ExceptionMapper<ProblemException> {
    @Context
    HttpServletRequest request;

    @Override
    public Response toResponse(ProblemException thrown) {
        return ProblemWriter.response(request, thrown);
    }
}

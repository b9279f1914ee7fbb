package dev.tripod.web;

import dev.tripod.problem.Problem;
import dev.tripod.problem.ProblemException;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** Serves the description of the REST interface, OpenAPI 3.1, that the build makes from the resources. */
@WebServlet(urlPatterns = "/openapi.json")
public class OpenApiServlet extends HttpServlet {
    private static final long serialVersionUID = 1;

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        try (var description = OpenApiServlet.class.getResourceAsStream("openapi.json")) {
            if (description == null) { // built without the step that makes it
                throw new ProblemException(Problem.NOT_FOUND);
            }
            response.setContentType("application/json");
            description.transferTo(response.getOutputStream());
        }
    }
}

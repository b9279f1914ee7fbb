package dev.tripod.web;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Objects;

/**
 * Answers in the server's place when the server itself refuses something: a page where a browser asked for one, else
 * a problem document. The descriptor names its path as the one error page, since nothing in code can.
 */
public class ErrorServlet extends HttpServlet {
    /** The path that the descriptor names. */
    static final String PATH = "/error";

    private static final String PAGE = "/404.html";
    private static final long serialVersionUID = 1;

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response)
            throws ServletException, IOException {
        var failure = failure(request);
        if (failure.problem().status() == HttpServletResponse.SC_NOT_FOUND && wantsPage(request)) {
            writePage(request, response);
        } else {
            ProblemWriter.write(request, response, failure);
        }
    }

    private static Failure failure(HttpServletRequest request) {
        var status = request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE);
        return request.getDispatcherType() == DispatcherType.ERROR && status instanceof Integer code
                ? Failure.of(code)
                : Failure.of(HttpServletResponse.SC_NOT_FOUND);
    }

    private static boolean wantsPage(HttpServletRequest request) {
        return Objects.requireNonNullElse(request.getHeader("Accept"), "").contains("text/html");
    }

    private void writePage(HttpServletRequest request, HttpServletResponse response) throws IOException {
        try (var page = getServletContext().getResourceAsStream(PAGE)) {
            if (page == null) {
                ProblemWriter.write(request, response, Failure.of(HttpServletResponse.SC_NOT_FOUND));
                return;
            }
            response.setStatus(HttpServletResponse.SC_NOT_FOUND);
            response.setContentType("text/html;charset=UTF-8");
            page.transferTo(response.getOutputStream());
        }
    }
}

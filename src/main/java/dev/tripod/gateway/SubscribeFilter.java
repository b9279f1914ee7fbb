package dev.tripod.gateway;

import dev.tripod.broadcast.Channels.Interest;
import dev.tripod.store.StoreException;
import jakarta.inject.Inject;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;

/**
 * Opens streams of events: {@code /subscribe/{channel}} and {@code /psubscribe/{pattern}} for whoever accepts them. A
 * filter and not a resource, since the servlet interface alone lets an answer stay open on every server without a thread.
 */
public class SubscribeFilter extends HttpFilter {
    private static final long serialVersionUID = 1;
    private static final String EVENTS = "text/event-stream";
    private static final int MOST_NAMES = 100;
    private static final int RETRY_SECONDS = 10;

    @Inject
    transient Gate gate;

    @Inject
    transient Subscriptions subscriptions;

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        if (accepts(request)
                && Address.leadsHere(request)
                && verb(Address.of(request)).isPresent()) {
            open(request, response);
        } else {
            chain.doFilter(request, response);
        }
    }

    private static boolean accepts(HttpServletRequest request) {
        return Objects.requireNonNullElse(request.getHeader("Accept"), "").contains(EVENTS)
                && List.of("GET", "POST", "PUT").contains(request.getMethod());
    }

    private static Optional<String> verb(Address address) {
        return Optional.of(address.root().toLowerCase(Locale.ROOT))
                .filter(root -> root.equals("subscribe") || root.equals("psubscribe"))
                .filter(root -> address.segments().size() > 1);
    }

    private void open(HttpServletRequest request, HttpServletResponse response) throws IOException {
        try {
            var address = Address.of(request);
            if (!gate.isOpen()) {
                Gate.CLOSED.write(response);
            } else if (gate.access(request, address).isEmpty()) {
                Gate.UNAUTHORIZED.write(response);
            } else {
                subscriptions.open(request, response, interests(address));
            }
        } catch (RefusedException e) {
            Answer.error(400, e.text()).write(response);
        } catch (StoreException e) {
            Answer.unavailable("ERR too many streams are open", RETRY_SECONDS).write(response);
        }
    }

    private static List<Interest> interests(Address address) {
        var pattern = verb(address).orElseThrow().equals("psubscribe");
        var names = address.segments().stream()
                .skip(1)
                .map(name -> new String(name, StandardCharsets.UTF_8))
                .distinct()
                .toList();
        if (names.stream().anyMatch(name -> name.contains(","))) {
            throw new RefusedException("ERR a stream of events cannot name a channel with a comma");
        }
        if (names.size() > MOST_NAMES) {
            throw new RefusedException("ERR a stream of events has at most " + MOST_NAMES + " channels");
        }
        return names.stream().map(name -> new Interest(pattern, name)).toList();
    }
}

package dev.tripod.web;

import dev.tripod.gateway.SubscribeFilter;
import dev.tripod.room.HandshakeFilter;
import dev.tripod.status.MeasuringFilter;
import dev.tripod.store.Patience;
import jakarta.inject.Inject;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Iterator;
import java.util.List;

/**
 * The one filter that servers know: runs ours in their order, since servers do not agree on the order of filters that
 * are registered one by one (Payara and GlassFish reverse it).
 */
public class FrontFilter extends HttpFilter {
    private static final long serialVersionUID = 1;

    @Inject
    transient MeasuringFilter measuring;

    @Inject
    transient LastResortFilter lastResort;

    @Inject
    transient HeadersFilter headers;

    @Inject
    transient LimitsFilter limits;

    @Inject
    transient CallerFilter caller;

    @Inject
    transient OriginFilter origin;

    @Inject
    transient HandshakeFilter handshake;

    @Inject
    transient SubscribeFilter subscribe;

    @Inject
    transient PagesFilter pages;

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain application)
            throws IOException, ServletException {
        var filters = request.getDispatcherType() == DispatcherType.ERROR
                ? List.<Filter>of(lastResort, headers)
                : List.<Filter>of(measuring, lastResort, headers, limits, caller, origin, handshake, subscribe, pages);
        Patience.begin();
        RequestId.begin(request);
        try {
            new Line(filters.iterator(), application).doFilter(request, response);
        } finally {
            Patience.end();
            RequestId.end();
        }
    }

    private record Line(Iterator<Filter> filters, FilterChain application) implements FilterChain {
        @Override
        public void doFilter(ServletRequest request, ServletResponse response) throws IOException, ServletException {
            if (filters.hasNext()) {
                filters.next().doFilter(request, response, this);
            } else {
                application.doFilter(request, response);
            }
        }
    }
}

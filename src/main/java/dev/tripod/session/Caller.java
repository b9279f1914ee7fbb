package dev.tripod.session;

import jakarta.enterprise.context.RequestScoped;
import java.net.URI;

/** Where the HTTP request being served comes from, as far as the configured proxies are believed. */
@RequestScoped
public class Caller {
    /** The client's IP address. */
    public String address() {
        throw new UnsupportedOperationException();
    }

    /** Base of links without a trailing slash: the configured public URL, in development the request's own. */
    public URI publicUrl() {
        throw new UnsupportedOperationException();
    }
}

package dev.tripod.session;

import jakarta.enterprise.context.RequestScoped;
import java.net.URI;

/**
 * Where the HTTP request being served comes from, as far as the configured proxies are believed. Fed by the first
 * filter.
 */
@RequestScoped
public class Caller {
    private String address = "";
    private URI publicUrl = URI.create("http://localhost");

    /** Sets both; called once, before anybody asks. */
    public void comesFrom(String clientAddress, URI ownUrl) {
        address = clientAddress;
        publicUrl = ownUrl;
    }

    /** The client's IP address; of an IPv6 address its /64 network, since that is what one client can choose from. */
    public String address() {
        return address;
    }

    /** Base of links without a trailing slash: the configured public URL, in development the request's own. */
    public URI publicUrl() {
        return publicUrl;
    }
}

package dev.tripod.web;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Pattern;

/** An IP address in any of the ways in which servers and proxies write one. */
record NetworkAddress(InetAddress address) {
    private static final Pattern V4 = Pattern.compile("(\\d{1,3}(?:\\.\\d{1,3}){3})(?::\\d{1,5})?");
    private static final Pattern V6 = Pattern.compile(
            "\\[?([0-9A-Fa-f:.]{2,45})(?:%[\\w.-]+)?](?::\\d{1,5})?|([0-9A-Fa-f:.]{2,45})(?:%[\\w.-]+)?");
    private static final int V6_BYTES = 16;
    private static final int V6_NETWORK_BYTES = 8;

    /** Reads a literal, with or without a port; names are never looked up. */
    static Optional<NetworkAddress> parse(String text) {
        var v4 = V4.matcher(text);
        if (v4.matches()) {
            return literal(v4.group(1));
        }
        var v6 = V6.matcher(text);
        if (v6.matches() && text.contains(":")) {
            return literal(v6.group(1) != null ? v6.group(1) : v6.group(2));
        }
        return Optional.empty();
    }

    private static Optional<NetworkAddress> literal(String text) {
        try {
            return Optional.of(new NetworkAddress(InetAddress.getByName(text)));
        } catch (UnknownHostException e) {
            return Optional.empty();
        }
    }

    /** What one client is counted by: an IPv4 address, or the /64 network of an IPv6 address. */
    String client() {
        var bytes = address.getAddress();
        if (bytes.length != V6_BYTES || address.isLoopbackAddress()) {
            return address.getHostAddress();
        }
        try {
            var network = Arrays.copyOf(Arrays.copyOf(bytes, V6_NETWORK_BYTES), V6_BYTES);
            return InetAddress.getByAddress(network).getHostAddress() + "/64";
        } catch (UnknownHostException e) {
            throw new IllegalStateException("Sixteen bytes are an address", e);
        }
    }
}

package dev.tripod.upstash;

import java.security.Security;

/** Says for how long Java takes a host for unknown after it was. */
final class UnknownHosts {
    private static final String SECONDS = "networkaddress.cache.negative.ttl";
    private static final String OF_JAVA = "10";

    private UnknownHosts() {}

    /**
     * Two seconds, so that a store is found soon after its name is known; unless somebody has chosen another time than
     * Java's own ten. Java reads it once, when it first looks for a host;
     * the uber-jar, which looks for hosts before there is an application, says the same at its start.
     */
    static void rememberForAMoment() {
        if (OF_JAVA.equals(Security.getProperty(SECONDS))) {
            Security.setProperty(SECONDS, "2");
        }
    }
}

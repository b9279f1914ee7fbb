package dev.tripod.testing.upstash;

/** Runs the server alone until it is stopped; {@code docs/upstash-test-server.md} tells how. */
public final class UpstashMain {
    private static final int PORT = 8079;
    private static final UpstashServer.Tokens TOKENS = new UpstashServer.Tokens("local", "local-readonly");

    private UpstashMain() {}

    /** Takes the port as its only argument; 8079 without. */
    public static void main(String... arguments) throws InterruptedException {
        var port = arguments.length == 0 ? PORT : Integer.parseInt(arguments[0]);
        try (var server = UpstashServer.start(port, TOKENS)) {
            System.out.println("UPSTASH_REDIS_REST_URL=" + server.uri());
            System.out.println("UPSTASH_REDIS_REST_TOKEN=" + server.token());
            System.out.println("(" + server.readOnlyToken() + " is a token for reading only; Ctrl-C ends the server)");
            Thread.currentThread().join();
        }
    }
}

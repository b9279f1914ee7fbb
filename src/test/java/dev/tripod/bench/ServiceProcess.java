package dev.tripod.bench;

import java.io.Closeable;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;

/** The test server in a process of its own. */
final class ServiceProcess implements Closeable {
    private final TalkingProcess process;
    private final URI uri;
    private final String token;
    private final int redisPort;

    ServiceProcess() throws IOException {
        process = new TalkingProcess(
                ProcessHandle.current().info().command().orElse("java"),
                "-cp",
                System.getProperty("java.class.path"),
                ServiceMain.class.getName());
        var words = process.ask("").split(" ", 3);
        uri = URI.create("http://127.0.0.1:" + words[0]);
        token = words[1];
        redisPort = Integer.parseInt(words[2]);
    }

    URI uri() {
        return uri;
    }

    String token() {
        return token;
    }

    int redisPort() {
        return redisPort;
    }

    /** Lets answers take longer by so much from now on; answers how many requests have come since it was last called. */
    long delay(Duration time) throws IOException {
        return Long.parseLong(process.ask(String.valueOf(time.toMillis())));
    }

    @Override
    public void close() throws IOException {
        process.close();
    }
}

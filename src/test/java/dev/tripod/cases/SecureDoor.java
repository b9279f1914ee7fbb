package dev.tripod.cases;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;

/** A door with TLS to a store, under a name that a test makes up and signs itself. */
final class SecureDoor implements AutoCloseable {
    static final String NAME = "store.tripod.example";
    private static final String PASSWORD = "changeit";

    private final Path keys;
    private final URI store;
    private final SSLServerSocket door;

    SecureDoor(URI store) throws IOException, GeneralSecurityException, InterruptedException {
        this.store = store;
        keys = Files.createTempDirectory("door").resolve("keys.p12");
        var tool = Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
        var made = new ProcessBuilder(List.of(
                        tool,
                        "-genkeypair",
                        "-alias",
                        "door",
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=" + NAME,
                        "-ext",
                        "san=dns:" + NAME,
                        "-storetype",
                        "PKCS12",
                        "-keystore",
                        keys.toString(),
                        "-storepass",
                        PASSWORD))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        if (made.waitFor() != 0) {
            throw new IllegalStateException("No key for the door could be made");
        }
        door = (SSLServerSocket) context().getServerSocketFactory().createServerSocket(0);
        run(this::accept);
    }

    private SSLContext context() throws IOException, GeneralSecurityException {
        var own = KeyStore.getInstance(keys.toFile(), PASSWORD.toCharArray());
        var managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(own, PASSWORD.toCharArray());
        var context = SSLContext.getInstance("TLS");
        context.init(managers.getKeyManagers(), null, null);
        return context;
    }

    /** Its address by name; nobody knows the name unless told. */
    URI uri() {
        return URI.create("https://" + NAME + ":" + door.getLocalPort());
    }

    /** What a process has to be started with to trust it. */
    List<String> trust() {
        return List.of("-Djavax.net.ssl.trustStore=" + keys, "-Djavax.net.ssl.trustStorePassword=" + PASSWORD);
    }

    private void accept() {
        while (!door.isClosed()) {
            try {
                var near = door.accept();
                var far = new Socket(store.getHost(), store.getPort());
                run(() -> pump(near, far));
                run(() -> pump(far, near));
            } catch (IOException e) {
                // The door was closed; anything else shows in the test.
            }
        }
    }

    private static void pump(Socket from, Socket to) {
        try (InputStream in = from.getInputStream();
                OutputStream out = to.getOutputStream()) {
            in.transferTo(out);
        } catch (IOException e) {
            // Closed by one side.
        }
    }

    private static void run(Runnable work) {
        var thread = new Thread(work, "secure-door");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() {
        try {
            door.close();
            Files.delete(keys);
            Files.delete(keys.getParent());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

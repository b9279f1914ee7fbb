package dev.tripod.servers;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;

/** Starts one server of the matrix on its local store, for a look by hand: its name is the argument. */
public final class ServerMain {
    private ServerMain() {}

    public static void main(String[] arguments) throws InterruptedException {
        var product = Product.valueOf(arguments[0].toUpperCase(Locale.ROOT).replace('-', '_'));
        var java = Path.of(System.getProperty("java.home"));
        try (var server = product.start(java, Map.of())) {
            System.out.println(product.title() + " listens at " + server.uri());
            Runtime.getRuntime().addShutdownHook(new Thread(server::close));
            Thread.currentThread().join();
        }
    }
}

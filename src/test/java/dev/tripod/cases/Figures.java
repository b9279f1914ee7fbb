package dev.tripod.cases;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tripod.testing.Exposition;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;

/** What an instance says of itself in figures. */
final class Figures {
    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private Figures() {}

    /** A metric of an instance now, summed up over all other labels. */
    static double of(URI server, String name, String... labels) {
        var request = HttpRequest.newBuilder(server.resolve("/metrics"))
                .header("Authorization", "Bearer " + Instances.API_TOKEN)
                .build();
        try {
            var answer = HTTP.send(request, BodyHandlers.ofString());
            assertThat(answer.statusCode()).isEqualTo(200);
            return new Exposition(answer.body()).sum(name, labels);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    static int sockets(URI server) {
        return (int) of(server, "tripod_room_sockets");
    }

    static int megabytesOfHeap(URI server) {
        return (int) of(server, "jvm_memory_used_bytes", "area", "heap") >> 20;
    }
}

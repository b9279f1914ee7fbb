package dev.tripod.testing.upstash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Streams of events, line by line as they come. */
@Timeout(20)
class UpstashStreamsTest {
    private UpstashServer server;
    private Rest rest;

    @BeforeEach
    void start() {
        server = UpstashServer.start();
        rest = new Rest(server);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void tellsEachChannelAndThenItsMessages() throws Exception {
        try (var lines = open("/subscribe/chat/news")) {
            assertThat(lines.readLine()).isEqualTo("data: subscribe,chat,1");
            assertThat(lines.readLine()).isEqualTo("data: subscribe,news,2");
            assertThat(rest.post("/publish/chat", "how are you, today?")).isEqualTo("{\"result\":1}");
            assertThat(lines.readLine()).isEqualTo("data: message,chat,how are you, today?");
        }
    }

    @Test
    void tellsPatternsAndThenMessagesOfTheirChannels() throws Exception {
        try (var lines = open("/psubscribe/user:*")) {
            assertThat(lines.readLine()).isEqualTo("data: psubscribe,user:*,1");
            rest.post("/", "['PUBLISH','user:1','hello']");
            assertThat(lines.readLine()).isEqualTo("data: pmessage,user:*,user:1,hello");
        }
    }

    @Test
    void writesPayloadsAsTextAlsoWhenBase64IsAskedFor() throws Exception {
        try (var lines = open("/subscribe/chat", "Upstash-Encoding", "base64")) {
            lines.readLine();
            rest.post("/publish/chat", "grüße");
            assertThat(lines.readLine()).isEqualTo("data: message,chat,grüße");
        }
    }

    @Test
    void writesAnEmptyLineAfterEachEventWhenTold() throws Exception {
        server.blankLineAfterEvents();
        try (var lines = open("/subscribe/chat")) {
            assertThat(lines.readLine()).isEqualTo("data: subscribe,chat,1");
            assertThat(lines.readLine()).isEmpty();
        }
    }

    @Test
    void countsOpenStreamsUntilTheirClientsGo() throws Exception {
        try (var lines = open("/subscribe/chat")) {
            lines.readLine();
            assertThat(server.openStreams()).isEqualTo(1);
            assertThat(server.commands().of("SUBSCRIBE")).isEqualTo(1);
            assertThat(server.requests().get(0).opensStream()).isTrue();
        }
        Eventually.holds(() -> server.openStreams() == 0);
        assertThat(rest.post("/publish/chat", "x")).isEqualTo("{\"result\":0}");
    }

    @Test
    void dropsStreams() throws Exception {
        try (var lines = open("/subscribe/chat")) {
            lines.readLine();
            server.dropStreams();
            assertThatThrownBy(lines::readLine).isInstanceOf(IOException.class);
        }
    }

    @Test
    void endsStreamsInGoodOrder() throws Exception {
        try (var lines = open("/subscribe/chat")) {
            lines.readLine();
            server.endStreams();
            assertThat(lines.readLine()).isNull();
        }
    }

    @Test
    void silencesOpenStreamsWhileNewOnesSpeak() throws Exception {
        try (var silent = open("/subscribe/chat")) {
            silent.readLine();
            server.silenceStreams();
            try (var speaking = open("/subscribe/chat")) {
                speaking.readLine();
                assertThat(rest.post("/publish/chat", "hello")).isEqualTo("{\"result\":2}");
                assertThat(speaking.readLine()).isEqualTo("data: message,chat,hello");
            }
            server.endStreams();
            assertThat(silent.readLine()).isNull();
        }
    }

    @Test
    void opensStreamsThatSayNothingWhileAnswersHaveHeadersOnly() throws Exception {
        server.fault(Fault.headersOnly(), RecordedRequest::opensStream);
        try (var silent = open("/subscribe/chat")) {
            Eventually.holds(() -> server.openStreams() == 1);
            assertThat(rest.post("/", "['PING']")).contains("PONG");
            server.endStreams();
            assertThat(silent.readLine()).isNull();
        }
    }

    @Test
    void refusesStreamsWhileCommandsWork() {
        server.fault(Fault.page(503), RecordedRequest::opensStream);
        assertThat(rest.with("Accept", "text/event-stream").status("/subscribe/chat", ""))
                .isEqualTo(503);
        assertThat(rest.post("/", "['PING']")).contains("PONG");
    }

    private BufferedReader open(String path, String... headers) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(URI.create(server.uri() + path))
                .timeout(Duration.ofSeconds(5))
                .header("Authorization", "Bearer " + server.token())
                .header("Accept", "text/event-stream")
                .POST(HttpRequest.BodyPublishers.ofString("[]"));
        if (headers.length > 0) {
            request.headers(headers);
        }
        var body = HttpClient.newHttpClient()
                .send(request.build(), BodyHandlers.ofInputStream())
                .body();
        return new BufferedReader(new InputStreamReader(body, StandardCharsets.UTF_8));
    }
}

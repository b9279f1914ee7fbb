package dev.tripod.cases;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tripod.session.SessionKind;
import dev.tripod.session.SessionService;
import dev.tripod.testing.TripodServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The ids are the cookies: from the service that hands them out, and as browsers get them. */
@Case(2)
class Case02IdsCannotBeGuessed {
    private static final int IDS = 20_000;
    private static final int OVER_HTTP = 500;
    private static final int BYTES = 32;
    /** What is off by so many standard deviations happens once in hundreds of millions of runs. */
    private static final int DEVIATIONS = 6;

    @Test
    void twentyThousandOfThemAreAllDifferentAndUniform() {
        try (var server = TripodServer.start()) {
            var sessions = server.bean(SessionService.class);
            var ids = IntStream.range(0, IDS)
                    .mapToObj(number -> sessions.start(SessionKind.PERSON, Optional.empty()))
                    .map(started -> started.cookie().value())
                    .toList();

            assertThat(new HashSet<>(ids)).hasSize(IDS);
            var decoded = ids.stream().map(Base64.getUrlDecoder()::decode).toList();
            assertThat(decoded).allMatch(bytes -> bytes.length == BYTES);
            everyBitIsSetInHalfOfThem(decoded);
            everyByteIsAboutAsFrequent(decoded);
        }
    }

    @Test
    void asBrowsersGetThemFromTwoInstancesTheyAreAllDifferentToo(Instances instances) {
        var ids = AtOnce.all(
                4,
                IntStream.range(0, OVER_HTTP)
                        .<Callable<String>>mapToObj(number -> () -> id(instances, number))
                        .toList());

        assertThat(new HashSet<>(ids)).hasSize(OVER_HTTP).allMatch(id -> id.matches("[A-Za-z0-9_-]{43}"));
    }

    @Test
    void theyComeFromSecureRandomAndNothingHereUsesAnotherSource() {
        assertThat(compiled("session/RandomIds.class"))
                .hasSize(1)
                .allMatch(names -> names.contains("java/security/SecureRandom"));
        for (var feature : List.of("session", "room", "pairing")) {
            assertThat(compiled(feature))
                    .isNotEmpty()
                    .noneMatch(names -> names.contains("java/util/Random") || names.contains("ThreadLocalRandom"));
        }
    }

    /** The class files there with the names that they use: those of classes stand in them as they are. */
    private static List<String> compiled(String path) {
        try (var files = Files.walk(Path.of("target/classes/dev/tripod").resolve(path))) {
            return files.filter(Files::isRegularFile)
                    .map(Case02IdsCannotBeGuessed::text)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file, StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Thirty starts a minute are an address's own. */
    private static String id(Instances instances, int number) {
        var server = number % 2 == 0 ? instances.a() : instances.b();
        var address = "10.12.0." + (number / 25 + 1);
        var answer = BareHttp.call(server, "POST", "/api/sessions", "", "X-Forwarded-For", address);
        assertThat(answer.status()).as(answer.text()).isEqualTo(201);
        return answer.header("Set-Cookie").split("[=;]", 3)[1];
    }

    private static void everyBitIsSetInHalfOfThem(List<byte[]> ids) {
        var set = new int[BYTES * 8];
        for (var id : ids) {
            for (var bit = 0; bit < set.length; bit++) {
                set[bit] += id[bit / 8] >> bit % 8 & 1;
            }
        }
        var allowed = (int) (DEVIATIONS * Math.sqrt(IDS) / 2);
        assertThat(IntStream.of(set).boxed())
                .allSatisfy(count -> assertThat(count).isBetween(IDS / 2 - allowed, IDS / 2 + allowed));
    }

    /** Pearson's sum over all bytes of all ids: 255 degrees of freedom. */
    private static void everyByteIsAboutAsFrequent(List<byte[]> ids) {
        var seen = new long[256];
        ids.forEach(id -> {
            for (var value : id) {
                seen[value & 0xff]++;
            }
        });
        var expected = (double) IDS * BYTES / seen.length;
        var sum = 0.0;
        for (var count : seen) {
            sum += (count - expected) * (count - expected) / expected;
        }
        assertThat(sum).isBetween(255 - DEVIATIONS * Math.sqrt(510), 255 + DEVIATIONS * Math.sqrt(510));
    }
}

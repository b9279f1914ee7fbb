package dev.tripod.upstash;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.tripod.upstash.UpstashException.Kind;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AnswersTest {
    private static final List<Command> ONE = List.of(Command.of("GET", "k"));
    private static final List<Command> TWO = List.of(Command.of("GET", "k"), Command.of("GET", "l"));

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            WRONGPASS invalid or missing auth token. See https://docs.upstash.com              | MISCONFIGURED
            Unauthorized                                                                       | MISCONFIGURED
            NOPERM this user has no permissions to run the 'set' command or its subcommand     | PERMISSION
            ERR max requests limit exceeded. Limit: 500000, Usage: 500000. See https://u.com   | QUOTA
            ERR max daily request limit exceeded. Limit: 10000, Usage: 10001.                  | QUOTA
            ERR max request size exceeded. Limit: 10485760 bytes, Actual: 12009587 bytes       | TOO_LARGE
            ERR max key size exceeded. Limit: 32768 bytes, Actual: 40000 bytes                 | TOO_LARGE
            ERR max single record size exceeded                                                | TOO_LARGE
            ERR DB capacity quota exceeded                                                     | STORAGE_FULL
            WRONGTYPE Operation against a key holding the wrong kind of value                  | REFUSED
            NOSCRIPT No matching script. Please use EVAL.                                      | REFUSED
            ERR wrong number of arguments for 'get' command                                    | REFUSED
            """)
    void knowsErrorsByTheirBeginnings(String text, Kind kind) {
        assertThat(UpstashException.kindOf(text)).isEqualTo(kind);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            200 | <html>                                              | GARBAGE       | true
            200 | {"result":                                          | GARBAGE       | true
            400 | nonsense                                            | GARBAGE       | true
            401 | {"error":"WRONGPASS x"}                             | MISCONFIGURED | false
            403 | no                                                  | MISCONFIGURED | false
            301 | moved                                               | MISCONFIGURED | false
            404 | <html>                                              | MISCONFIGURED | false
            405 | ''                                                  | MISCONFIGURED | false
            413 | <html>                                              | TOO_LARGE     | false
            429 | {"error":"Too Many Requests"}                       | TRANSIENT     | false
            429 | {"error":"ERR max daily request limit exceeded. x"} | QUOTA         | false
            500 | <html>                                              | TRANSIENT     | true
            503 | ''                                                  | TRANSIENT     | true
            """)
    void judgesByStatusAndBody(int status, String body, Kind kind, boolean mayHaveRun) {
        var failure = failure(() -> Answers.replies(answer(status, body), ONE, false));
        assertThat(failure.kind()).isEqualTo(kind);
        assertThat(failure.mayHaveRun()).isEqualTo(mayHaveRun);
    }

    @Test
    void keepsTheErrorOfOneCommandAsItsReply() {
        assertThat(Answers.replies(answer(400, "{\"error\":\"WRONGTYPE x\"}"), ONE, false))
                .containsExactly(new Reply.Failure("WRONGTYPE x"));
    }

    @Test
    void takesAnObjectInPlaceOfAnArrayAsARefusalOfAll() {
        var failure = failure(() -> Answers.replies(answer(400, "{\"error\":\"ERR secret\"}"), TWO, true));
        assertThat(failure.kind()).isEqualTo(Kind.REFUSED);
        assertThat(failure.text()).hasValue("ERR secret");
        assertThat(failure).hasMessageNotContaining("secret");
    }

    @Test
    void takesAQuotaInEveryReplyAsAFailureOfTheService() {
        var used = new Reply.Failure("ERR max requests limit exceeded. Limit: 1, Usage: 1.");
        assertThat(failure(() -> Answers.accepted(List.of(used, used))).kind()).isEqualTo(Kind.QUOTA);
        assertThat(Answers.accepted(List.of(new Reply.Int(1), used))).containsExactly(new Reply.Int(1), used);
    }

    @ParameterizedTest
    @CsvSource({"3,3", "soon,", "Wed 21 Oct 2026,", "-1,", "99999999999,"})
    void honoursSecondsOnly(String header, Integer seconds) {
        var answer = new Answer(429, Optional.of(header), new byte[0]);
        assertThat(answer.retryAfter()).isEqualTo(Optional.ofNullable(seconds).map(Duration::ofSeconds));
    }

    private static Answer answer(int status, String body) {
        return new Answer(status, Optional.empty(), body.getBytes(UTF_8));
    }

    private static UpstashException failure(org.assertj.core.api.ThrowableAssert.ThrowingCallable work) {
        return catchThrowableOfType(UpstashException.class, work);
    }
}

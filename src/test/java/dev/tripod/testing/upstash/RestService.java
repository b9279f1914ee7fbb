package dev.tripod.testing.upstash;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** Answers requests as the service does: who asks, what is asked, in which form the answer goes back. */
final class RestService {
    static final HttpAnswer UNAUTHORIZED = HttpAnswer.error(
            401,
            "WRONGPASS invalid or missing auth token. See https://docs.upstash.com/redis/troubleshooting/http_unauthorized for details.");
    private static final Set<String> METHODS = Set.of("GET", "POST", "PUT", "HEAD", "OPTIONS");
    private static final int TOKEN_BASE = 32;

    private final Map<String, Access> tokens;
    private final CommandRules rules;
    private final CommandTable table;
    private final CommandRunner runner;
    private final Replica replica;

    /** In bytes, of a request's body and of an answer's; written by a test between requests. */
    private volatile int limit = 10 * 1024 * 1024;

    RestService(Map<String, Access> tokens, CommandTable table, CommandRunner runner, Replica replica) {
        this.tokens = tokens;
        this.rules = new CommandRules(table);
        this.table = table;
        this.runner = runner;
        this.replica = replica;
    }

    void limit(int bytes) {
        limit = bytes;
    }

    /** What a request gets before any command of it is looked at, if that ends it. */
    Optional<HttpAnswer> refused(HttpRequest request) {
        if (!METHODS.contains(request.method())) {
            return Optional.of(HttpAnswer.empty(405));
        }
        if (request.method().equals("OPTIONS")) {
            return Optional.of(HttpAnswer.empty(200)
                    .with(
                            "Access-Control-Allow-Origin",
                            request.header("Origin").orElse("*"))
                    .with("Access-Control-Allow-Methods", "GET, POST, PUT, HEAD")
                    .with("Access-Control-Allow-Headers", "Authorization, Content-Type"));
        }
        return access(request).isEmpty() ? Optional.of(UNAUTHORIZED) : Optional.empty();
    }

    /** Runs a request's commands, except those for which there is a further refusal. */
    HttpAnswer answer(HttpRequest request, Function<Command, Optional<String>> refusals) throws IOException {
        try {
            checkSize(request.body().length);
            var encoding = encoding(request);
            var batch = RequestParser.parse(request);
            var reader = batch.commands().stream().allMatch(command -> table.reads(command.name()))
                    && replica.serves(position(request));
            var run = new BatchRun(access(request).orElseThrow(), refusals, reader);
            return labelled(written(batch.form(), run.run(batch), encoding));
        } catch (RefusedException e) {
            return labelled(HttpAnswer.error(400, e.text()));
        }
    }

    private HttpAnswer written(Call.Form form, List<Reply> replies, ReplyWriter.Encoding encoding)
            throws RefusedException {
        var single = form == Call.Form.SINGLE;
        if (single && replies.get(0) instanceof Reply.Failure failure) {
            return HttpAnswer.error(400, failure.text());
        }
        var resp = encoding == ReplyWriter.Encoding.RESP2;
        var writer = new ReplyWriter(resp && form == Call.Form.TRANSACTION ? ReplyWriter.Encoding.TEXT : encoding);
        var body = single ? writer.one(replies.get(0)) : writer.all(replies);
        checkSize(body.length);
        return resp && form != Call.Form.TRANSACTION
                ? new HttpAnswer(200, Map.of("Content-Type", "application/octet-stream"), body)
                : HttpAnswer.json(200, body);
    }

    private HttpAnswer labelled(HttpAnswer answer) {
        return answer.with("Upstash-Sync-Token", Long.toString(runner.writes(), TOKEN_BASE))
                .with("Access-Control-Allow-Credentials", "true");
    }

    private void checkSize(int bytes) throws RefusedException {
        if (bytes > limit) {
            throw new RefusedException(
                    "ERR max request size exceeded. Limit: %d bytes, Actual: %d bytes".formatted(limit, bytes));
        }
    }

    /** The token in the query goes before the one in the header, where the word Bearer may be missing. */
    private Optional<Access> access(HttpRequest request) {
        var inQuery = request.query().stream()
                .filter(parameter -> parameter.is("_token"))
                .findFirst()
                .map(parameter -> new String(parameter.value().orElse(new byte[0]), UTF_8));
        var token = inQuery.or(() -> request.header("Authorization")
                .map(value -> value.replaceFirst("(?i)^Bearer ", "").strip()));
        return token.map(tokens::get);
    }

    private static ReplyWriter.Encoding encoding(HttpRequest request) throws RefusedException {
        var base64 = request.header("Upstash-Encoding").orElse("").equalsIgnoreCase("base64");
        var format = request.header("Upstash-Response-Format").orElse("json");
        return switch (format) {
            case "json" -> base64 ? ReplyWriter.Encoding.BASE64 : ReplyWriter.Encoding.TEXT;
            case "resp2" -> {
                if (base64) {
                    throw new RefusedException("ERR base64 encoding is not supported with resp2 response format");
                }
                yield ReplyWriter.Encoding.RESP2;
            }
            default -> throw new RefusedException("ERR unsupported response format: " + format);
        };
    }

    private static long position(HttpRequest request) {
        try {
            return Long.parseLong(request.header("Upstash-Sync-Token").orElse("0"), TOKEN_BASE);
        } catch (NumberFormatException e) {
            return 0; // a token of somebody else's tells nothing
        }
    }

    /** One request's commands on their way through rules and Redis. */
    private final class BatchRun {
        private final Access access;
        private final Function<Command, Optional<String>> refusals;
        private final boolean stale;

        BatchRun(Access access, Function<Command, Optional<String>> refusals, boolean stale) {
            this.access = access;
            this.refusals = refusals;
            this.stale = stale;
        }

        List<Reply> run(Call.Batch batch) throws IOException, RefusedException {
            if (batch.form() == Call.Form.TRANSACTION) {
                for (var call : batch.calls()) {
                    var refusal = refusal(call);
                    if (refusal.isPresent()) {
                        throw new RefusedException(refusal.get());
                    }
                }
                return runner.transaction(batch.commands());
            }
            var replies = new ArrayList<Reply>();
            for (var call : batch.calls()) {
                var refusal = refusal(call);
                replies.add(refusal.isPresent() ? new Reply.Failure(refusal.get()) : run((Call.Runs) call));
            }
            return replies;
        }

        private Reply run(Call.Runs call) throws IOException {
            return stale ? replica.read(call.command()) : runner.run(call.command());
        }

        private Optional<String> refusal(Call call) {
            if (call instanceof Call.Refused refused) {
                return Optional.of(refused.text());
            }
            var command = ((Call.Runs) call).command();
            return rules.refusal(command, access).or(() -> refusals.apply(command));
        }
    }
}

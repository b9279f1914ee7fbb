package dev.tripod.upstash;

import dev.tripod.upstash.UpstashException.Kind;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Judges answers by status and body together. */
final class Answers {
    /** Refusals that concern whoever asks, and not the command. */
    private static final Set<Kind> OF_THE_SERVICE = Set.of(Kind.MISCONFIGURED, Kind.QUOTA, Kind.TOO_LARGE);

    private static final Command ANY = Command.of("ANY");

    private Answers() {}

    /**
     * One reply for each command.
     *
     * @throws UpstashException when the request as a whole got none
     */
    static List<Reply> replies(Answer answer, List<Command> commands, boolean several) {
        if (answer.status() != 200 && answer.status() != 400) {
            throw failure(answer);
        }
        try {
            var array = several ? ReplyReader.array(answer.body(), commands) : Optional.<List<Reply>>empty();
            return array.isPresent() ? array.get() : object(answer, commands, several);
        } catch (IOException e) {
            throw UpstashException.unknown(Kind.GARBAGE, "the answer is not one of the service");
        }
    }

    private static List<Reply> object(Answer answer, List<Command> commands, boolean several) throws IOException {
        var reply = ReplyReader.object(answer.body(), commands.get(0));
        if (!several) {
            return List.of(reply);
        }
        if (reply instanceof Reply.Failure refused) {
            throw UpstashException.refused(refused.text());
        }
        throw new IOException("One reply for several commands");
    }

    /** Turns the replies of one caller into an exception where the service refused all of them for what it is itself. */
    static List<Reply> accepted(List<Reply> replies) {
        if (!replies.stream().allMatch(Answers::isOfTheService)) {
            return replies;
        }
        throw UpstashException.refused(((Reply.Failure) replies.get(0)).text());
    }

    static boolean isOfTheService(Reply reply) {
        return reply instanceof Reply.Failure refused
                && OF_THE_SERVICE.contains(UpstashException.kindOf(refused.text()));
    }

    static UpstashException failure(Answer answer) {
        var status = answer.status();
        if (isQuota(answer)) {
            return UpstashException.notRun(Kind.QUOTA, ServiceTexts.plain(Kind.QUOTA));
        }
        if (status == 401 || status == 403) {
            return UpstashException.notRun(Kind.MISCONFIGURED, ServiceTexts.plain(Kind.MISCONFIGURED));
        }
        if (status == 413) {
            return UpstashException.notRun(Kind.TOO_LARGE, ServiceTexts.plain(Kind.TOO_LARGE));
        }
        if (status == 408 || status == 429 || status >= 500) {
            var message = status == 429 ? "the service asks for fewer requests" : "the service answers " + status;
            return UpstashException.transientFault(status >= 500, message, answer.retryAfter());
        }
        return UpstashException.notRun(
                Kind.MISCONFIGURED, "something else than the service answers at its address, with " + status);
    }

    /** Why a stream of events did not open or is over. */
    static UpstashException endOfStream(Answer answer) {
        return switch (answer.status()) {
            case 200 -> UpstashException.unknown(Kind.OUTCOME_UNKNOWN, "the stream ended");
            case 400 -> refusal(answer);
            default -> failure(answer);
        };
    }

    /** What an answer with status 400 says about the request as a whole. */
    private static UpstashException refusal(Answer answer) {
        try {
            if (ReplyReader.object(answer.body(), ANY) instanceof Reply.Failure refused) {
                return UpstashException.refused(refused.text());
            }
        } catch (IOException e) {
            // nothing that explains it
        }
        return UpstashException.unknown(Kind.GARBAGE, "the answer is not one of the service");
    }

    private static boolean isQuota(Answer answer) {
        return refusal(answer).kind() == Kind.QUOTA;
    }
}

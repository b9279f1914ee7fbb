package dev.tripod.upstash;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/** Puts the replies of a list that was too long for one request together again. */
final class Parts {
    private Parts() {}

    /** All replies, or the first failure; where other parts have run, it may have run too. */
    static CompletableFuture<List<Reply>> joined(List<Call> calls) {
        var promises = calls.stream().map(Call::promise).toList();
        return CompletableFuture.allOf(promises.toArray(CompletableFuture[]::new))
                .handle((all, failure) -> replies(promises));
    }

    private static List<Reply> replies(List<CompletableFuture<List<Reply>>> promises) {
        var replies = new ArrayList<Reply>();
        Optional<UpstashException> failure = Optional.empty();
        var ran = false;
        for (var promise : promises) {
            try {
                replies.addAll(promise.join());
                ran = true;
            } catch (CompletionException e) {
                var reason = Transport.explained(e);
                ran |= reason.mayHaveRun();
                failure = Optional.of(failure.orElse(reason));
            }
        }
        if (failure.isPresent()) {
            throw ran ? failure.get().afterOthersRan() : failure.get();
        }
        return replies;
    }
}

package dev.tripod.cache.annotations;

import java.util.Arrays;

/** Which exceptions count, by the two lists of an annotation. */
@FunctionalInterface
interface ExceptionRule {
    boolean counts(Throwable failure);

    /** Those that are wanted and not unwanted; where nobody says what is wanted, all but the unwanted. */
    static ExceptionRule of(
            Class<? extends Throwable>[] wanted, Class<? extends Throwable>[] unwanted, boolean whenNothingIsSaid) {
        if (wanted.length == 0 && unwanted.length == 0) {
            return failure -> whenNothingIsSaid;
        }
        return failure -> (wanted.length == 0 || isOneOf(failure, wanted)) && !isOneOf(failure, unwanted);
    }

    private static boolean isOneOf(Throwable failure, Class<? extends Throwable>[] types) {
        return Arrays.stream(types).anyMatch(type -> type.isInstance(failure));
    }
}

package dev.tripod.store;

/** Says that the store could not do what was asked; {@link #reason} tells what callers can decide on. */
public final class StoreException extends RuntimeException {
    private static final long serialVersionUID = 1;

    /** What went wrong, as far as a caller can act on it. */
    public enum Reason {
        /** Nothing ran: the store cannot be reached. */
        UNAVAILABLE,
        /** The command may or may not have run. */
        OUTCOME_UNKNOWN,
        /** The store lets nobody write with this instance's token. */
        READ_ONLY,
        /** There is no memory left for more. */
        FULL,
        /** The command itself was refused. */
        REFUSED
    }

    private final Reason reason;

    public StoreException(Reason reason, String message) {
        super(message);
        this.reason = reason;
    }

    public Reason reason() {
        return reason;
    }

    /** Whether the store is in trouble, rather than the command. */
    public boolean isAway() {
        return switch (reason) {
            case UNAVAILABLE, OUTCOME_UNKNOWN, READ_ONLY -> true;
            case FULL, REFUSED -> false;
        };
    }
}

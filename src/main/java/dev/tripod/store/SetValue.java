package dev.tripod.store;

import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.stream.Stream;

/** Members, once each. */
final class SetValue implements Value {
    private static final long PER_MEMBER = 100;

    private final Set<Bytes> members = new LinkedHashSet<>();
    private long weight;

    private static long weight(Bytes member) {
        return PER_MEMBER + member.length();
    }

    boolean contains(Bytes member) {
        return members.contains(member);
    }

    /** By how much {@link #addAll} would raise the weight; the members differ from each other. */
    long growth(Collection<Bytes> added) {
        return added.stream()
                .filter(member -> !members.contains(member))
                .mapToLong(SetValue::weight)
                .sum();
    }

    /** Adds members and answers how many are new. */
    long addAll(Collection<Bytes> added) {
        weight += growth(added);
        var before = members.size();
        members.addAll(added);
        return members.size() - (long) before;
    }

    boolean remove(Bytes member) {
        var removed = members.remove(member);
        weight -= removed ? weight(member) : 0;
        return removed;
    }

    int size() {
        return members.size();
    }

    Stream<Bytes> members() {
        return members.stream();
    }

    @Override
    public String type() {
        return "set";
    }

    @Override
    public long weight() {
        return weight;
    }

    @Override
    public boolean isEmpty() {
        return members.isEmpty();
    }
}

package dev.tripod.store;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** All commands of the local store by their names in capitals. Scripts and publishing are not among them. */
final class Verbs {
    private static final Map<String, Verb> ALL = List.of(
                    KeyCommands.VERBS,
                    ScanCommand.VERBS,
                    StringCommands.VERBS,
                    SetCommand.VERBS,
                    NumberCommands.VERBS,
                    HashCommands.VERBS,
                    SetCommands.VERBS,
                    StreamCommands.VERBS)
            .stream()
            .flatMap(group -> group.entrySet().stream())
            .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue));

    private Verbs() {}

    /** The verb of a command; refused when there is none or when the number of words is wrong. */
    static Verb of(Arguments words) {
        var name = words.option(0);
        var verb = ALL.get(name);
        if (verb == null) {
            throw RefusedException.unavailable(name);
        }
        if (!verb.takes(words.count())) {
            throw RefusedException.arity(words.command());
        }
        return verb;
    }
}

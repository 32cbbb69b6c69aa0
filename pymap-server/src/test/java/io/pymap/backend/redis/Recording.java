package io.pymap.backend.redis;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.lettuce.core.cluster.SlotHash;
import io.lettuce.core.protocol.CommandType;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Remembers what Redis is asked, and lets no call through whose keys are not in one slot of a cluster. */
final class Recording {

    private final List<List<Call>> asked = Collections.synchronizedList(new ArrayList<>());

    /** A link whose calls are recorded here. */
    Link through(Link link) {
        return new Recorded(link, asked);
    }

    private record Recorded(Link link, List<List<Call>> asked) implements Link {

        @Override
        public List<Answer> ask(List<Call> calls) {
            calls.forEach(Recording::check);
            asked.add(List.copyOf(calls));
            return link.ask(calls);
        }

        @Override
        public void tell(Call call) {
            check(call);
            link.tell(call);
        }

        @Override
        public List<byte[]> scan(String pattern, String type) {
            return link.scan(pattern, type);
        }
    }

    private static void check(Call call) {
        long slots = call.keys().stream().map(SlotHash::getSlot).distinct().count();
        if (slots != 1) {
            throw new AssertionError(call.script()
                            .map(Enum::name)
                            .orElse(call.command().toString()) + " touches "
                    + call.keys().stream().map(key -> new String(key, UTF_8)).toList());
        }
    }

    int roundTrips() {
        return asked.size();
    }

    void forget() {
        asked.clear();
    }

    /** Every key so far. */
    List<String> keys() {
        List<String> keys = new ArrayList<>();
        List.copyOf(asked)
                .forEach(calls -> calls.forEach(call -> call.keys().forEach(key -> keys.add(new String(key, UTF_8)))));
        return keys;
    }

    /** What HGET has asked for so far. */
    Set<String> fields() {
        return List.copyOf(asked).stream()
                .flatMap(List::stream)
                .filter(call -> call.command() == CommandType.HGET)
                .map(call -> new String(call.arguments().get(0), UTF_8))
                .collect(Collectors.toSet());
    }
}

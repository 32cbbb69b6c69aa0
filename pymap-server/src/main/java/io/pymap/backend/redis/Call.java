package io.pymap.backend.redis;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.lettuce.core.protocol.CommandType;
import io.lettuce.core.protocol.ProtocolKeyword;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * One question to Redis: a script or a command, its keys, and what else it takes.
 *
 * @param script empty for a command
 * @param command for a script {@code EVALSHA}
 * @param writes whether it changes something, so that it is not asked a second time where the answer was lost
 */
record Call(
        Optional<Script> script, ProtocolKeyword command, List<byte[]> keys, List<byte[]> arguments, boolean writes) {

    Call {
        keys = List.copyOf(keys);
        arguments = List.copyOf(arguments);
    }

    static Call of(Script script, List<byte[]> keys, List<byte[]> arguments) {
        return new Call(Optional.of(script), CommandType.EVALSHA, keys, arguments, script.writes());
    }

    static Call of(Script script, List<byte[]> keys, Object... arguments) {
        return of(script, keys, octets(arguments));
    }

    /** A command that changes nothing. */
    static Call reading(ProtocolKeyword command, byte[] key, Object... arguments) {
        return new Call(Optional.empty(), command, List.of(key), octets(arguments), false);
    }

    /** A command that can be given twice with the same result as once. */
    static Call repeatable(ProtocolKeyword command, byte[] key, Object... arguments) {
        return reading(command, key, arguments);
    }

    /** Texts and numbers as Redis takes them. */
    static List<byte[]> octets(Object... arguments) {
        List<byte[]> octets = new ArrayList<>(arguments.length);
        Arrays.stream(arguments).map(Call::octets).forEach(octets::add);
        return octets;
    }

    private static byte[] octets(Object argument) {
        return argument instanceof byte[] octets
                ? octets
                : String.valueOf(argument).getBytes(UTF_8);
    }
}

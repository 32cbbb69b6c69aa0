package io.pymap.cli;

import io.pymap.transport.ConnectionTap;
import java.io.PrintStream;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Prints what passes on each connection, line by line: {@code 1 C: a NOOP}, {@code 1 S: a OK …}. Leaves passwords out. */
final class ProtocolPrinter implements ConnectionTap {

    private final PrintStream out;
    private final Map<String, RedactedDialogue> dialogues = new ConcurrentHashMap<>();

    ProtocolPrinter(PrintStream out) {
        this.out = out;
    }

    @Override
    public void opened(String connection, String peer) {
        dialogues.put(connection, new RedactedDialogue(line -> out.println(connection + " " + line)));
        out.println(connection + " -- " + peer);
    }

    @Override
    public void received(String connection, byte[] octets) {
        dialogue(connection).ifPresent(dialogue -> dialogue.received(octets));
    }

    @Override
    public void sent(String connection, byte[] octets) {
        dialogue(connection).ifPresent(dialogue -> dialogue.sent(octets));
    }

    @Override
    public void secured(String connection) {
        out.println(connection + " -- TLS");
    }

    @Override
    public void noted(String connection, String text) {
        out.println(connection + " -- " + text);
    }

    @Override
    public void closed(String connection) {
        dialogues.remove(connection);
        out.println(connection + " -- closed");
    }

    /** Nothing once the connection is closed. */
    private Optional<RedactedDialogue> dialogue(String connection) {
        return Optional.ofNullable(dialogues.get(connection));
    }
}

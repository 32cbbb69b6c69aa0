package io.pymap.cli;

import io.pymap.transport.ConnectionTap;
import java.io.PrintStream;
import java.util.Map;
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
        dialogue(connection).received(octets);
    }

    @Override
    public void sent(String connection, byte[] octets) {
        dialogue(connection).sent(octets);
    }

    @Override
    public void secured(String connection) {
        out.println(connection + " -- TLS");
    }

    @Override
    public void closed(String connection) {
        dialogues.remove(connection);
        out.println(connection + " -- closed");
    }

    private RedactedDialogue dialogue(String connection) {
        return dialogues.computeIfAbsent(
                connection, name -> new RedactedDialogue(line -> out.println(name + " " + line)));
    }
}

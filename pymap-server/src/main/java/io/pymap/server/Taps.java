package io.pymap.server;

import io.pymap.transport.ConnectionTap;
import java.util.List;
import java.util.function.Consumer;

/** Several taps as one, shown the same one after the other. */
record Taps(List<ConnectionTap> all) implements ConnectionTap {

    Taps {
        all = List.copyOf(all);
    }

    private void show(Consumer<ConnectionTap> event) {
        all.forEach(event);
    }

    @Override
    public void opened(String connection, String peer) {
        show(tap -> tap.opened(connection, peer));
    }

    @Override
    public void received(String connection, byte[] octets) {
        show(tap -> tap.received(connection, octets));
    }

    @Override
    public void sent(String connection, byte[] octets) {
        show(tap -> tap.sent(connection, octets));
    }

    @Override
    public void secured(String connection) {
        show(tap -> tap.secured(connection));
    }

    @Override
    public void noted(String connection, String text) {
        show(tap -> tap.noted(connection, text));
    }

    @Override
    public void closed(String connection) {
        show(tap -> tap.closed(connection));
    }
}

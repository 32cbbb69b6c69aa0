package io.pymap.server;

import io.pymap.transcript.TranscriptRecorder;
import io.pymap.transport.ConnectionTap;
import java.time.InstantSource;

/** Shows a recorder what passes, and then another tap. */
record RecordingTap(TranscriptRecorder recorder, InstantSource clock, ConnectionTap next) implements ConnectionTap {

    @Override
    public void opened(String connection, String peer) {
        recorder.opened(connection, peer, clock.instant());
        next.opened(connection, peer);
    }

    @Override
    public void received(String connection, byte[] octets) {
        recorder.received(connection, octets, clock.instant());
        next.received(connection, octets);
    }

    @Override
    public void sent(String connection, byte[] octets) {
        recorder.sent(connection, octets, clock.instant());
        next.sent(connection, octets);
    }

    @Override
    public void secured(String connection) {
        recorder.secured(connection, clock.instant());
        next.secured(connection);
    }

    @Override
    public void noted(String connection, String text) {
        recorder.noted(connection, text, clock.instant());
        next.noted(connection, text);
    }

    @Override
    public void closed(String connection) {
        recorder.closed(connection, clock.instant());
        next.closed(connection);
    }
}

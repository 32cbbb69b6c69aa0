package io.pymap.server;

import io.pymap.transcript.TranscriptRecorder;
import io.pymap.transport.ConnectionTap;
import java.time.InstantSource;

/** Shows a recorder what passes. */
record RecordingTap(TranscriptRecorder recorder, InstantSource clock) implements ConnectionTap {

    @Override
    public void opened(String connection, String peer) {
        recorder.opened(connection, peer, clock.instant());
    }

    @Override
    public void received(String connection, byte[] octets) {
        recorder.received(connection, octets, clock.instant());
    }

    @Override
    public void sent(String connection, byte[] octets) {
        recorder.sent(connection, octets, clock.instant());
    }

    @Override
    public void secured(String connection) {
        recorder.secured(connection, clock.instant());
    }

    @Override
    public void noted(String connection, String text) {
        recorder.noted(connection, text, clock.instant());
    }

    @Override
    public void closed(String connection) {
        recorder.closed(connection, clock.instant());
    }
}

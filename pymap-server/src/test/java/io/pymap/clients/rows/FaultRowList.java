package io.pymap.clients.rows;

import io.pymap.fault.RecordedShape;
import java.util.ArrayList;
import java.util.List;

/** The rows of docs/faults.md, each with what a client is to do about it. */
final class FaultRowList {

    private FaultRowList() {}

    static List<FaultRow> all() {
        List<FaultRow> rows = new ArrayList<>();
        rows.addAll(ConnectionRows.connections());
        rows.addAll(MessageRows.messages());
        rows.addAll(CommandRows.dialogue());
        rows.addAll(ConnectionRows.security());
        rows.addAll(CommandRows.commands());
        rows.addAll(MessageRows.forms());
        rows.addAll(LagRows.twoNodes());
        for (RecordedShape shape : RecordedShape.values()) {
            rows.add(MessageRows.shape(shape));
        }
        return rows;
    }

    static FaultRow named(String id) {
        return all().stream()
                .filter(row -> row.id().equals(id))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("Expected the id of a row, got " + id));
    }
}

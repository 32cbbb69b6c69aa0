package io.pymap.clients.rows;

import static io.pymap.clients.rows.FaultRow.row;

import io.pymap.fault.Fault;
import java.util.List;
import java.util.function.Consumer;

/** What happens at one node of a cluster, to a client that goes on at another one, which lags behind. */
final class LagRows {

    private LagRows() {}

    static List<FaultRow> twoNodes() {
        return List.of(
                caughtUp("APPEND seen late", "append-surely", LagRows::crashBehindAppend)
                        .harmless(Harm::storedTwice),
                row(id("APPEND not seen"), "append-surely", scene -> {
                            scene.laggingNode();
                            crashBehindAppend(scene);
                        })
                        .harmless(Harm::storedTwice),
                caughtUp("UIDNEXT goes down", "resync-twice", Scene::deliver)
                        .right("1 one;2 two;3 three(;4 new)?\\|1 one;2 two;3 three;4 new"),
                caughtUp("expunged, and there again", "resync-twice", scene -> scene.expunge(1))
                        .right("(1 one;)?2 two;3 three\\|2 two;3 three"),
                caughtUp("HIGHESTMODSEQ goes down", "flag-and-resync", scene -> {})
                        .right("1 \\\\Seen;2 (\\\\Flagged)?;3 \\|1 \\\\Seen;2 \\\\Flagged;3 ")
                        .harmless(Harm::flaggedAnother));
    }

    private static String id(String what) {
        return "E-44 two nodes with lag: " + what;
    }

    /** The node that lags behind learns of the rest when the client has looked there, and asks for news. */
    private static FaultRow caughtUp(String what, String operation, Consumer<Scene> atFirst) {
        return row(id(what), operation, scene -> {
                    scene.laggingNode().on("NOOP").when(scene::begin).pauseUntil(scene.gate());
                    atFirst.accept(scene);
                })
                .meanwhile(scene -> {
                    scene.endLag();
                    scene.gate().open();
                })
                .mustWork();
    }

    /** The message has been stored, and the client is not told. */
    private static void crashBehindAppend(Scene scene) {
        scene.faults().on("APPEND").failAfterBytes(0, Fault.CRASH);
    }
}

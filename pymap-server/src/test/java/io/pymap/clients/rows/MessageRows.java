package io.pymap.clients.rows;

import static io.pymap.clients.rows.FaultRow.row;

import io.pymap.fault.Fault;
import io.pymap.fault.RecordedShape;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;

/** What goes wrong with messages, and the forms in which they are told. */
final class MessageRows {

    private MessageRows() {}

    static List<FaultRow> messages() {
        return List.of(
                row(
                                "E-8 another session expunges",
                                "flag-later",
                                scene -> scene.faults()
                                        .on("NOOP")
                                        .when(scene::begin)
                                        .pauseUntil(scene.gate()))
                        .meanwhile(scene -> {
                            scene.expunge(1);
                            scene.gate().open();
                        })
                        .mustWork()
                        .harmless(Harm::flaggedAnother),
                row(
                                "E-9 EXPUNGE during FETCH",
                                "envelope",
                                scene -> scene.fetch().untaggedBefore("* 1 EXPUNGE"))
                        .someOf(),
                row("E-10 gone: NO", "body", scene -> scene.fetch().no("[EXPUNGEISSUED] Some messages are gone.")),
                row("E-10 gone: OK", "envelope", scene -> scene.fetch().replace("(?s)\\* 2 FETCH .*", ""))
                        .right((told, usual) -> told.isEmpty() || told.equals("1 one;3 three")),
                row(
                                "E-11 another UIDVALIDITY",
                                "select",
                                scene -> scene.faults().on("SELECT").replace("UIDVALIDITY \\d+", "UIDVALIDITY 7"))
                        .right(".*uidvalidity=7 .*"),
                row(
                                "E-12 no UIDNEXT",
                                "select",
                                scene -> scene.faults().on("SELECT").replace("\\* OK \\[UIDNEXT.*\\r\\n", ""))
                        .right("exists=3 uidvalidity=\\d+ uidnext=(0|-1|none|undefined|null|false|4)"),
                row("E-12 UID 0", "flags", scene -> scene.fetch().replace("UID \\d+", "UID 0"))
                        .right("((undefined|-1)[^;]*(;|$))*"),
                row("E-13 literal too long", "body", scene -> scene.fetch().literalsOffBy(2))
                        .impatient(),
                row("E-13 literal too short", "body", scene -> scene.fetch().literalsOffBy(-3))
                        .impatient(),
                row(
                                "E-14 no body",
                                "body",
                                scene -> scene.fetch()
                                        .replace(
                                                "(?s)BODY\\[](<0>)? \\{\\d+}\\r\\n.*\\r\\n(?=\\)\\r\\n$| EMAILID)",
                                                "BODY[] NIL"))
                        .right("(\\d (|undefined|null|none|false)(;|$))*"),
                row(
                                "E-15 the section in other letters",
                                "body",
                                scene -> scene.fetch().replace("BODY\\[]", "Body[]"))
                        .mustWork(),
                row(
                                "E-15 the section of a header",
                                "header",
                                scene -> scene.fetch().replace("BODY\\[HEADER]", "body[Header]"))
                        .mustWork(),
                row("E-16 FETCH of another", "one", scene -> scene.fetch().untaggedBefore("* 3 FETCH (UID 3 FLAGS ())"))
                        .mustWork(),
                row(
                                "E-16 FETCH without UID",
                                "envelope",
                                scene -> scene.fetch().untaggedBefore("* 2 FETCH (FLAGS (\\Seen))"))
                        .mustWork(),
                row(
                        "E-17 FETCH ahead of EXISTS",
                        "noop",
                        scene -> scene.poll().untaggedBefore("* 9 FETCH (FLAGS ())", "* 3 EXISTS")),
                row("E-17 EXISTS goes down", "noop", scene -> scene.poll().untaggedBefore("* 2 EXISTS"))
                        .someOf(),
                row(
                                "E-40 year 1970",
                                "dates",
                                scene -> scene.fetch()
                                        .replace(
                                                "INTERNALDATE \"[ 0]?1-[^\"]*\"",
                                                "INTERNALDATE \" 1-Jan-1970 00:00:00 +0000\""))
                        .mustWork()
                        .right((told, usual) ->
                                told.matches("1 ([ 0]?1-Jan-1970 00:00:00 .0000|1970-01-01T00:00:00.*Z);.*")),
                row(
                                "E-40 no date",
                                "dates",
                                scene -> scene.fetch()
                                        .replace("INTERNALDATE \"[ 0]?1-[^\"]*\"", "INTERNALDATE \"soon\""))
                        .allButTheFirst());
    }

    static List<FaultRow> forms() {
        return List.of(
                row(
                                "E-35 no delimiter",
                                "list",
                                scene -> scene.faults().on("LIST").replace("\"/\"", "NIL"))
                        .mustWork(),
                row(
                                "E-35 octets that are no text",
                                "envelope",
                                scene -> scene.fetch().replace("\"one\"", "\"o\u0001\u00e9\u00ff\""))
                        .allButTheFirst()
                        .mustWork(),
                row("E-35 bare LF", "search", scene -> scene.either("SEARCH").replace("\\r\\n", "\n"))
                        .impatient(),
                restored("E-44 an earlier state", scene -> {}).right("1 one;2 two"),
                restored("E-44 a UID given again", Scene::deliver).right("1 one;2 two;3 new"),
                row(
                                "E-44 crash ahead of MOVE",
                                "move",
                                scene -> scene.either("MOVE").fail(Fault.CRASH))
                        .harmless(Harm::lost),
                row(
                                "E-44 crash behind MOVE",
                                "move",
                                scene -> scene.either("MOVE").failAfterBytes(0, Fault.CRASH))
                        .harmless(Harm::lost),
                row(
                                "E-44 crash ahead of APPEND",
                                "append",
                                scene -> scene.faults().on("APPEND").fail(Fault.CRASH))
                        .harmless(Harm::storedTwice),
                row(
                                "E-44 crash behind APPEND",
                                "append",
                                scene -> scene.faults().on("APPEND").failAfterBytes(0, Fault.CRASH))
                        .harmless(Harm::storedTwice));
    }

    /** The client has seen the mail and comes back; meanwhile the server has lost the last message, and got others since. */
    private static FaultRow restored(String id, Consumer<Scene> since) {
        return row(
                        id,
                        "resync",
                        scene -> scene.faults()
                                .on("NOOP")
                                .nth(1)
                                .when(scene::begin)
                                .pauseUntil(scene.gate()))
                .meanwhile(scene -> scene.restore(since))
                .mustWork();
    }

    /** One message of three has that shape: what becomes of the others? */
    static FaultRow shape(RecordedShape shape) {
        return row(
                        "E-36 " + shape.name().toLowerCase(Locale.ROOT).replace('_', ' '),
                        shape.item().equals("ENVELOPE") ? "envelope" : "structure",
                        scene -> scene.fetch()
                                .rewrite(response -> response.startsWith("* 1 ") ? shape.in(response) : response))
                .allButTheFirst()
                .mustWork();
    }
}

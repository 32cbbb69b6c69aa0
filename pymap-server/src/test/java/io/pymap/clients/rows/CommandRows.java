package io.pymap.clients.rows;

import static io.pymap.clients.rows.FaultRow.row;

import io.pymap.fault.Fault;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** What goes wrong with commands and their answers. */
final class CommandRows {

    private CommandRows() {}

    static List<FaultRow> dialogue() {
        return List.of(
                row(
                        "E-18 tagged line first",
                        "search",
                        scene -> scene.either("SEARCH").taggedFirst()),
                row(
                                "E-18 the end of another command",
                                "flag",
                                scene -> scene.either("STORE").untaggedBefore("stale NO Sorry"))
                        .right("ok")
                        .harmless((scene, success) -> success ? Harm.flaggedAnother(scene, true) : Optional.empty()),
                row("E-19 no IDLE behind login", "capability", scene -> {
                            scene.faults().onGreeting().replace(" IDLE\\b", "");
                            scene.faults().onLogin().replace(" IDLE\\b", "");
                            scene.faults().on("CAPABILITY").replace(" IDLE\\b", "");
                        })
                        .right("idle=false"),
                row("E-19 no capabilities told", "list", scene -> {
                            scene.faults().onGreeting().replace("\\[CAPABILITY [^]]*] ", "");
                            scene.faults().onLogin().replace("\\[CAPABILITY [^]]*] ", "");
                        })
                        .mustWork(),
                row(
                                "E-19 MOVE is not there",
                                "move",
                                scene -> scene.either("MOVE").bad("Unknown"))
                        .harmless(Harm::lost),
                row(
                                "E-20 ENABLE without ENABLED",
                                "create",
                                scene -> scene.faults().on("ENABLE").reply("{tag} OK done"))
                        .harmless(Harm::otherName),
                row(
                                "E-20 ENABLE refused",
                                "create",
                                scene -> scene.faults().on("ENABLE").no("no"))
                        .harmless(Harm::otherName),
                row(
                                "E-29 a code that is new",
                                "flag",
                                scene -> scene.either("STORE").no("[X-NEW (a b)] ?"))
                        .mustFail(),
                row(
                                "E-29 such a code with OK",
                                "envelope",
                                scene -> scene.faults()
                                        .on("SELECT")
                                        .untaggedBefore("* OK [X-NEW (a b) \"c]\"] hello", "* OK [UNSEEN] ?"))
                        .mustWork(),
                row(
                                "E-30 ALERT beyond ASCII",
                                "envelope",
                                scene -> scene.fetch().untaggedBefore("* OK [ALERT] Gr\u00c3\u00bc\u00c3\u009fe"))
                        .mustWork(),
                row(
                                "E-31 IDLE: silence",
                                "idle",
                                scene -> scene.faults()
                                        .onIdle()
                                        .when(scene::begin)
                                        .fail(Fault.STALL))
                        .impatient()
                        .right("exists=4")
                        .meanwhile(Scene::deliver),
                row("E-31 IDLE: BYE", "idle", scene -> scene.faults().onIdle().bye("Shutting down"))
                        .impatient()
                        .right("exists=4"),
                row(
                                "E-31 IDLE: ended by the server",
                                "idle",
                                scene -> scene.faults()
                                        .onIdle()
                                        .when(scene::begin)
                                        .reply("{tag} OK enough"))
                        .impatient()
                        .right("exists=4")
                        .meanwhile(Scene::deliver),
                row(
                                "E-31 IDLE: no +",
                                "idle",
                                scene -> scene.faults()
                                        .on("IDLE")
                                        .when(scene::begin)
                                        .noContinuation())
                        .impatient()
                        .right("exists=4")
                        .meanwhile(Scene::deliver));
    }

    static List<FaultRow> commands() {
        return List.of(
                row(
                                "E-32 APPEND refused ahead",
                                "append",
                                scene -> scene.faults().onLiteral("APPEND").no("[TOOBIG] no"))
                        .without("LITERAL+", "LITERAL-", "IMAP4rev2")
                        .mustFail()
                        .harmless(Harm::stored),
                row(
                                "E-32 APPEND refused",
                                "append",
                                scene -> scene.faults().on("APPEND").no("[OVERQUOTA] no"))
                        .mustFail()
                        .harmless(Harm::stored),
                row(
                                "E-32 no answer to APPEND",
                                "append",
                                scene -> scene.faults().on("APPEND").failAfterBytes(0, Fault.CLOSE))
                        .harmless(Harm::storedTwice),
                row(
                                "E-32 no APPENDUID",
                                "append",
                                scene -> scene.faults().on("APPEND").replace("\\[APPENDUID [^]]*] ", ""))
                        .mustWork()
                        .harmless(Harm::storedTwice),
                row(
                                "E-33 COPY, and the end",
                                "move",
                                scene -> scene.either("COPY").failAfterwards(Fault.CLOSE))
                        .without("MOVE", "IMAP4rev2")
                        .harmless(Harm::lost),
                row("E-33 COPY refused", "move", scene -> scene.either("COPY").no("[OVERQUOTA] no"))
                        .without("MOVE", "IMAP4rev2")
                        .mustFail()
                        .harmless(Harm::lost),
                row("E-33 no COPYUID", "copy", scene -> scene.either("COPY").replace("\\[COPYUID [^]]*] ", ""))
                        .mustWork()
                        .harmless(Harm::lost),
                row("E-33 MOVE half done", "move-all", scene -> {
                            scene.either("MOVE").onlyFirst(1);
                            scene.either("MOVE").failAfterBytes(0, Fault.CRASH);
                        })
                        .harmless(Harm::lostOfAll),
                row("E-33 COPY half done", "move-all", scene -> {
                            scene.either("COPY").onlyFirst(2);
                            scene.either("COPY").failAfterBytes(0, Fault.CRASH);
                        })
                        .without("MOVE", "IMAP4rev2")
                        .harmless(Harm::lostOfAll),
                row(
                                "E-34 a long line",
                                "search",
                                scene -> scene.either("SEARCH").reply("* SEARCH " + numbers(200_000), "{tag} OK done"))
                        .without("ESEARCH", "IMAP4rev2")
                        .right("200000 messages|3 messages|1,2,3"),
                row(
                                "E-37 HIGHESTMODSEQ 0",
                                "select",
                                scene -> scene.faults().on("SELECT").replace("HIGHESTMODSEQ \\d+", "HIGHESTMODSEQ 0"))
                        .mustWork(),
                row(
                                "E-37 mod-sequences beyond 2^53",
                                "changes",
                                scene -> scene.fetch().replace("MODSEQ \\(\\d+\\)", "MODSEQ (9223372036854775807)"))
                        .mustWork(),
                row(
                                "E-38 SEARCH without an answer",
                                "search",
                                scene -> scene.either("SEARCH").reply("{tag} OK done"))
                        .mustFail(),
                row(
                        "E-38 SEARCH refused",
                        "search",
                        scene -> scene.either("SEARCH").no("[BADCHARSET] no")),
                row("E-38 BAD", "search", scene -> scene.either("SEARCH").bad("no"))
                        .mustFail(),
                row(
                                "E-39 IMAP4rev2 not enabled",
                                "list",
                                scene -> scene.faults().on("ENABLE").replace(" IMAP4REV2|IMAP4rev2", ""))
                        .mustWork(),
                row(
                                "E-39 IMAP4rev2 refused",
                                "list",
                                scene -> scene.faults().on("ENABLE").bad("no"))
                        .mustWork(),
                row(
                                "E-41 COMPRESS refused",
                                "compress",
                                scene -> scene.faults().on("COMPRESS").no("no"))
                        .mustWork(),
                row("E-41 a broken stream", "compress", scene -> scene.fetch().fail(Fault.BROKEN_DEFLATE))
                        .impatient(),
                row(
                                "E-41 an answer stays in the compressor",
                                "compress",
                                scene -> scene.fetch().withoutFlush())
                        .impatient()
                        .mustFail(),
                row(
                                "E-41 OK, and no compression",
                                "compress",
                                scene -> scene.faults().on("COMPRESS").reply("{tag} OK DEFLATE active."))
                        .impatient(),
                row("E-42 Inbox", "list", scene -> scene.faults().on("LIST").replace("INBOX", "Inbox"))
                        .mustWork()
                        .right((told, usual) -> told.equalsIgnoreCase(usual)),
                row(
                                "E-42 a mailbox that is not there",
                                "list",
                                scene -> scene.faults().on("LIST").untaggedBefore("* LIST (\\NonExistent) \"/\" Ghost"))
                        .mustWork());
    }

    private static String numbers(int most) {
        return IntStream.rangeClosed(1, most).mapToObj(Integer::toString).collect(Collectors.joining(" "));
    }
}

package io.pymap.clients.rows;

import static io.pymap.clients.rows.FaultRow.row;

import io.pymap.fault.Fault;
import io.pymap.fault.RecordedShape;
import io.pymap.fault.TlsFault;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The rows of docs/faults.md, each with what a client is to do about it. */
final class FaultRowList {

    private FaultRowList() {}

    static List<FaultRow> all() {
        List<FaultRow> rows = new ArrayList<>();
        rows.addAll(connections());
        rows.addAll(messages());
        rows.addAll(dialogue());
        rows.addAll(security());
        rows.addAll(commands());
        rows.addAll(forms());
        for (RecordedShape shape : RecordedShape.values()) {
            rows.add(shape(shape));
        }
        return rows;
    }

    static FaultRow named(String id) {
        return all().stream()
                .filter(row -> row.id().equals(id))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("Expected the id of a row, got " + id));
    }

    private static List<FaultRow> connections() {
        return List.of(
                row("E-1 close in a literal", "body", scene -> scene.fetch().failAfterBytes(120, Fault.CLOSE)),
                row(
                        "E-1 reset in a literal",
                        "body",
                        scene -> scene.fetch().failAfterBytes(120, Fault.CONNECTION_RESET)),
                row("E-1 silence in a literal", "body", scene -> scene.fetch().failAfterBytes(120, Fault.STALL))
                        .impatient(),
                row("E-2 silence", "noop", scene -> scene.poll().fail(Fault.STALL))
                        .impatient(),
                row(
                                "E-3 no greeting",
                                "login",
                                scene -> scene.faults().onGreeting().fail(Fault.STALL))
                        .impatient(),
                row(
                                "E-3 no handshake",
                                "login",
                                scene -> scene.faults().onConnect().fail(Fault.STALL))
                        .over("tls")
                        .impatient(),
                row("E-4 octet by octet", "body", scene -> scene.fetch().dribble(1, Duration.ofNanos(100_000)))
                        .mustWork(),
                row(
                                "E-4 tagged line in two",
                                "flag",
                                scene -> scene.either("STORE").split(46))
                        .mustWork(),
                row(
                                "E-4 between CR and LF",
                                "search",
                                scene -> scene.either("SEARCH").split(15, 16, 17, 18, 19, 20))
                        .mustWork(),
                row(
                                "E-5 another protocol",
                                "login",
                                scene -> scene.faults().onGreeting().reply("+OK POP3 ready"))
                        .impatient()
                        .mustFail(),
                row("E-5 busy", "login", scene -> scene.faults().onGreeting().bye("busy"))
                        .mustFail(),
                row(
                        "E-5 a line ahead",
                        "login",
                        scene -> scene.faults().onGreeting().untaggedBefore("* OK wait")),
                row("E-6 BYE for an answer", "body", scene -> scene.fetch().bye("Later")),
                row("E-6 BYE, then silence", "body", scene -> scene.fetch().reply("* BYE Later"))
                        .impatient(),
                row("E-6 tagged BYE", "flag", scene -> scene.either("STORE").taggedBye("Later")),
                row("E-6 BYE in the answer", "body", scene -> scene.fetch().failAfterBytes(60, Fault.BYE)),
                row(
                        "E-6 tagged BYE at LOGOUT",
                        "quit",
                        scene -> scene.faults().on("LOGOUT").taggedBye("Later")),
                row(
                        "E-7 reset on connect",
                        "login",
                        scene -> scene.faults().onConnect().fail(Fault.CONNECTION_RESET)),
                row(
                        "E-7 reset on LOGOUT",
                        "quit",
                        scene -> scene.faults().on("LOGOUT").fail(Fault.CONNECTION_RESET)),
                row("E-43 slow", "envelope", scene -> scene.faults().on("*").delay(Duration.ofMillis(30)))
                        .mustWork());
    }

    private static List<FaultRow> messages() {
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

    private static List<FaultRow> dialogue() {
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

    private static List<FaultRow> security() {
        List<FaultRow> rows = new ArrayList<>(List.of(
                tls("E-21 STARTTLS stripped", TlsFault.STRIP_STARTTLS)
                        .over("starttls")
                        .mustFail(),
                tls("E-21 STARTTLS refused", TlsFault.STARTTLS_REFUSED)
                        .over("starttls")
                        .mustFail(),
                tls("E-21 STARTTLS answered before", TlsFault.STARTTLS_TAG_BEFORE)
                        .over("starttls")
                        .impatient()
                        .mustFail(),
                row(
                                "E-22 octets behind STARTTLS",
                                "capability",
                                scene -> scene.faults().tls(TlsFault.INJECT_AFTER_STARTTLS))
                        .over("starttls")
                        .patiently()
                        .right("idle=true")
                        .harmless(Harm::passwordInClear),
                tls("E-23 PREAUTH", TlsFault.PREAUTH)
                        .over("starttls")
                        .impatient()
                        .mustFail(),
                row(
                                "E-24 reset behind the handshake",
                                "login",
                                scene -> scene.faults().onGreeting().fail(Fault.CONNECTION_RESET))
                        .over("tls"),
                row(
                                "E-24 an end without close_notify",
                                "body",
                                scene -> scene.fetch().failAfterBytes(120, Fault.HALF_CLOSE))
                        .over("tls")
                        .impatient()));
        for (TlsFault fault : List.of(
                TlsFault.NO_COMMON_CIPHER,
                TlsFault.NO_COMMON_VERSION,
                TlsFault.OLD_VERSION,
                TlsFault.HANDSHAKE_ALERT,
                TlsFault.EXPIRED,
                TlsFault.NOT_YET_VALID,
                TlsFault.WRONG_HOST,
                TlsFault.UNTRUSTED_CA)) {
            rows.add(tls("E-24 " + fault.word().replace("-", " "), fault)
                    .over("tls")
                    .mustFail());
        }
        rows.addAll(List.of(
                row("E-25 login: NO", "login", scene -> scene.faults().onLogin().no("[AUTHENTICATIONFAILED] no"))
                        .mustFail(),
                row(
                                "E-25 login: BAD",
                                "login",
                                scene -> scene.faults().onLogin().bad("no"))
                        .mustFail(),
                row(
                                "E-25 login: BYE",
                                "login",
                                scene -> scene.faults().onLogin().bye("no"))
                        .mustFail(),
                row("E-26 the session expires", "noop", scene -> scene.poll().bye("Session expired"))
                        .mustFail(),
                row(
                        "E-27 throttled",
                        "envelope",
                        scene -> scene.fetch()
                                .times(2)
                                .no("Request is throttled. Suggested Backoff Time: 300 milliseconds")),
                row(
                                "E-28 too many connections",
                                "login",
                                scene -> scene.faults()
                                        .onLogin()
                                        .no("[ALERT] Too many simultaneous connections. (Failure)"))
                        .mustFail()));
        return rows;
    }

    private static FaultRow tls(String id, TlsFault fault) {
        return row(id, "login", scene -> scene.faults().tls(fault)).harmless(Harm::passwordInClear);
    }

    private static List<FaultRow> commands() {
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

    private static List<FaultRow> forms() {
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
                row(
                                "E-44 an earlier state",
                                "flags",
                                scene -> scene.faults().on("SELECT").replace("UIDNEXT \\d+", "UIDNEXT 2"))
                        .mustWork());
    }

    /** One message of three has that shape: what becomes of the others? */
    private static FaultRow shape(RecordedShape shape) {
        return row(
                        "E-36 " + shape.name().toLowerCase(Locale.ROOT).replace('_', ' '),
                        shape.item().equals("ENVELOPE") ? "envelope" : "structure",
                        scene -> scene.fetch()
                                .rewrite(response -> response.startsWith("* 1 ") ? shape.in(response) : response))
                .allButTheFirst()
                .mustWork();
    }

    private static String numbers(int most) {
        return IntStream.rangeClosed(1, most).mapToObj(Integer::toString).collect(Collectors.joining(" "));
    }
}

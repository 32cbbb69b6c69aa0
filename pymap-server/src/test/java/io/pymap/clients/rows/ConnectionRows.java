package io.pymap.clients.rows;

import static io.pymap.clients.rows.FaultRow.row;

import io.pymap.fault.Fault;
import io.pymap.fault.TlsFault;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** What goes wrong with connections and TLS, and with logging in. */
final class ConnectionRows {

    private ConnectionRows() {}

    static List<FaultRow> connections() {
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
                row("E-7 refused", "login", scene -> scene.faults().onConnect().refuse())
                        .mustFail(),
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

    static List<FaultRow> security() {
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
        rows.add(tls("E-24 renewed", TlsFault.RENEWED).over("tls"));
        for (TlsFault fault : List.of(
                TlsFault.NO_COMMON_CIPHER,
                TlsFault.NO_COMMON_VERSION,
                TlsFault.OLD_VERSION,
                TlsFault.HANDSHAKE_ALERT,
                TlsFault.EXPIRED,
                TlsFault.NOT_YET_VALID,
                TlsFault.WRONG_HOST,
                TlsFault.UNTRUSTED_CA,
                TlsFault.CLIENT_CERTIFICATE_REQUIRED)) {
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
                        .mustFail(),
                row(
                                "E-28 too many, at the greeting",
                                "login",
                                scene -> scene.faults().onGreeting().bye("[UNAVAILABLE] Too many connections"))
                        .mustFail()));
        return rows;
    }

    private static FaultRow tls(String id, TlsFault fault) {
        return row(id, "login", scene -> scene.faults().tls(fault)).harmless(Harm::passwordInClear);
    }
}

package io.pymap.transcript;

import io.pymap.transcript.ClientSession.Phase;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/** What clients have to keep to with each command. Each rule looks at one command, before it counts as sent. */
final class ClientRules {

    /** Servers tell of no EXPUNGE while these run. RFC 9051 7.5.1, RFC 5256 3. */
    private static final Set<String> KEEPS_NUMBERS = Set.of("FETCH", "STORE", "SEARCH", "SORT", "THREAD");

    private static final Set<String> NOT_AUTHENTICATED = Set.of("STARTTLS", "AUTHENTICATE", "LOGIN");

    private static final Set<String> AUTHENTICATED = Set.of(
            "ENABLE",
            "SELECT",
            "EXAMINE",
            "CREATE",
            "DELETE",
            "RENAME",
            "SUBSCRIBE",
            "UNSUBSCRIBE",
            "LIST",
            "LSUB",
            "NAMESPACE",
            "STATUS",
            "APPEND",
            "IDLE");

    private static final Set<String> SELECTED = Set.of(
            "CHECK",
            "CLOSE",
            "UNSELECT",
            "EXPUNGE",
            "SEARCH",
            "SORT",
            "THREAD",
            "FETCH",
            "STORE",
            "COPY",
            "MOVE",
            "REPLACE",
            "UID EXPUNGE",
            "UID SEARCH",
            "UID SORT",
            "UID THREAD",
            "UID FETCH",
            "UID STORE",
            "UID COPY",
            "UID MOVE",
            "UID REPLACE");

    /** UID commands whose first argument is a set of UIDs. */
    private static final Set<String> BY_UID =
            Set.of("UID EXPUNGE", "UID FETCH", "UID STORE", "UID COPY", "UID MOVE", "UID REPLACE");

    private static final List<Rule> ALL = List.of(
            ClientRules::behindLogout,
            ClientRules::tagInUse,
            ClientRules::wrongState,
            ClientRules::behindChangeOfStream,
            ClientRules::numbersInFlight,
            ClientRules::numberTooLarge,
            ClientRules::uidOfAnotherValidity,
            ClientRules::withoutEnable,
            ClientRules::marksAsRead);

    private interface Rule {
        Optional<ClientFinding> judge(SentCommand command, ClientSession session);
    }

    private ClientRules() {}

    static List<ClientFinding> judge(SentCommand command, ClientSession session) {
        return ALL.stream()
                .flatMap(rule -> rule.judge(command, session).stream())
                .toList();
    }

    /** Whether the finding is one that an EXPUNGE makes worse. */
    static boolean isOnNumbers(ClientFinding finding) {
        return finding.source().equals(PIPELINING);
    }

    private static final String PIPELINING = "RFC 9051 5.5";

    private static Optional<ClientFinding> violation(SentCommand command, String text, String source) {
        return Optional.of(ClientFinding.violation(command.line(), command.name() + " " + text, source));
    }

    private static Optional<ClientFinding> behindLogout(SentCommand command, ClientSession session) {
        return session.phaseAhead() == Phase.LOGOUT
                ? violation(command, "comes behind LOGOUT", "RFC 9051 3.4")
                : Optional.empty();
    }

    private static Optional<ClientFinding> tagInUse(SentCommand command, ClientSession session) {
        return session.inFlight().stream()
                .filter(earlier -> earlier.tag().equals(command.tag()))
                .findFirst()
                .flatMap(earlier -> violation(
                        command,
                        "has the tag " + command.tag() + " of " + earlier.name() + ", which is in progress",
                        "RFC 9051 2.2.1"));
    }

    private static Optional<ClientFinding> wrongState(SentCommand command, ClientSession session) {
        Phase phase = session.phaseAhead();
        if (NOT_AUTHENTICATED.contains(command.name()) && isLoggedIn(phase)) {
            return violation(command, "comes after the login", "RFC 9051 6.2");
        }
        if (AUTHENTICATED.contains(command.name()) && phase == Phase.NOT_AUTHENTICATED) {
            return violation(command, "comes before the login", "RFC 9051 6.3");
        }
        return SELECTED.contains(command.name()) && (phase == Phase.NOT_AUTHENTICATED || phase == Phase.AUTHENTICATED)
                ? violation(command, "comes while no mailbox is selected", "RFC 9051 6.4")
                : Optional.empty();
    }

    private static boolean isLoggedIn(Phase phase) {
        return phase == Phase.AUTHENTICATED || phase == Phase.SELECTED;
    }

    private static Optional<ClientFinding> behindChangeOfStream(SentCommand command, ClientSession session) {
        if (session.isInFlight("STARTTLS")) {
            return violation(command, "is sent before the answer to STARTTLS", "RFC 9051 6.2.1");
        }
        return session.isInFlight("COMPRESS")
                ? violation(command, "is sent before the answer to COMPRESS", "RFC 4978 3")
                : Optional.empty();
    }

    private static Optional<ClientFinding> numbersInFlight(SentCommand command, ClientSession session) {
        if (command.sequenceNumbers().isEmpty()) {
            return Optional.empty();
        }
        return session.inFlightInMailbox().stream()
                .filter(earlier -> !KEEPS_NUMBERS.contains(earlier.name()))
                .findFirst()
                .flatMap(earlier -> violation(
                        command,
                        "has sequence numbers, which the " + earlier.name() + " in progress may change",
                        PIPELINING));
    }

    private static Optional<ClientFinding> numberTooLarge(SentCommand command, ClientSession session) {
        OptionalLong messages = session.messages();
        long largest = command.sequenceNumbers().stream()
                .mapToLong(NumberSet::largest)
                .max()
                .orElse(0);
        return messages.isPresent() && largest > messages.getAsLong()
                ? violation(
                        command,
                        "names message " + largest + " of " + messages.getAsLong() + " that there are",
                        "RFC 9051 9, seq-number")
                : Optional.empty();
    }

    private static Optional<ClientFinding> uidOfAnotherValidity(SentCommand command, ClientSession session) {
        if (!BY_UID.contains(command.name())) {
            return Optional.empty();
        }
        return session.replacedValidity()
                .flatMap(replaced -> NumberSet.parse(command.argument(1)).single().stream()
                        .filter(uid -> !session.hasToldOf(uid))
                        .findFirst()
                        .flatMap(uid -> violation(
                                command,
                                "uses UID " + uid + " of UIDVALIDITY " + replaced + ", which is another one now",
                                "RFC 9051 2.3.1.1")));
    }

    private static Optional<ClientFinding> withoutEnable(SentCommand command, ClientSession session) {
        boolean selects = command.name().equals("SELECT") || command.name().equals("EXAMINE");
        boolean resynchronizes = selects && command.argument(2).contains("QRESYNC");
        boolean asksForVanished =
                command.name().equals("UID FETCH") && command.argument(3).contains("VANISHED");
        return (resynchronizes || asksForVanished) && !session.isEnabled("QRESYNC")
                ? violation(
                        command,
                        "has " + (resynchronizes ? "QRESYNC" : "VANISHED") + " without ENABLE QRESYNC",
                        "RFC 7162 3.2.3")
                : Optional.empty();
    }

    private static Optional<ClientFinding> marksAsRead(SentCommand command, ClientSession session) {
        boolean fetches = command.name().equals("FETCH") || command.name().equals("UID FETCH");
        return fetches && SeenFlag.isSetBy(command.words()) && session.mayChangeFlags()
                ? Optional.of(ClientFinding.note(
                        command.line(),
                        command.name() + " marks messages as read, which BODY.PEEK[] does not",
                        "RFC 9051 6.4.5"))
                : Optional.empty();
    }
}

package io.pymap.clients.rows;

import java.util.List;
import java.util.function.Function;

/** Rows that an old version of a client does not survive, and a later one does. */
record MendedRows(Function<ClientsAtHand, RowClient> old, Function<ClientsAtHand, RowClient> fixed, List<String> rows) {

    static List<MendedRows> all() {
        return List.of(
                new MendedRows(
                        clients -> clients.imapflow("imapflow-1.0.128"),
                        clients -> clients.imapflow("imapflow-2.10.2"),
                        List.of(
                                "E-1 close in a literal",
                                "E-1 reset in a literal",
                                "E-2 silence",
                                "E-6 BYE for an answer",
                                "E-10 gone: NO",
                                "E-21 STARTTLS stripped",
                                "E-21 STARTTLS refused",
                                "E-23 PREAUTH",
                                "E-24 an end without close_notify",
                                "E-26 the session expires")),
                new MendedRows(
                        clients -> clients.imapflow("imapflow-1.3.7"),
                        clients -> clients.imapflow("imapflow-2.10.2"),
                        List.of("E-16 FETCH of another", "E-33 COPY refused", "E-42 a mailbox that is not there")),
                new MendedRows(
                        clients -> clients.nodeImap("imap-0.8.6"),
                        clients -> clients.nodeImap("imap-0.8.19"),
                        List.of("E-3 no greeting", "E-5 another protocol", "E-6 tagged BYE", "E-36 body empty")),
                new MendedRows(
                        clients -> clients.javaMail("1.4.1"),
                        clients -> clients.javaMail("1.6.2"),
                        List.of("E-15 the section of a header", "E-31 IDLE: silence")));
    }
}

package io.pymap.control;

import static io.pymap.control.ControlledServer.allowed;
import static io.pymap.control.ControlledServer.done;
import static io.pymap.control.ControlledServer.found;

import io.pymap.fixture.AccountFixture;
import io.pymap.fixture.MailboxFixture;
import io.pymap.fixture.MailboxSpec;
import io.pymap.fixture.MailboxStatus;
import io.pymap.mailbox.MailboxName;
import java.util.List;
import java.util.Optional;

/** Mailboxes, but for what is in them. */
record MailboxResource(ControlledServer server) {

    record Mailboxes(List<MailboxStatus> mailboxes) {}

    record Wanted(
            Optional<Long> uidValidity,
            Optional<Long> uidNext,
            Optional<List<String>> specialUse,
            Optional<Boolean> subscribed,
            Optional<Boolean> ifAbsent) {}

    record Change(Optional<String> name, Optional<List<String>> specialUse, Optional<String> uidValidity) {}

    Answer list(Request request) {
        AccountFixture account = server.account(request);
        return Answer.ok(new Mailboxes(
                account.mailboxes().stream().map(name -> status(account, name)).toList()));
    }

    private MailboxStatus status(AccountFixture account, String name) {
        return found(() -> server.fixture().status(account.login(), name));
    }

    Answer get(Request request) {
        return Answer.ok(status(server.account(request), request.variable("mailbox")));
    }

    Answer put(Request request) {
        AccountFixture account = server.account(request);
        String name =
                allowed(() -> new MailboxName(request.variable("mailbox"))).value();
        Wanted wanted = request.json(Wanted.class);
        boolean exists = account.mailboxes().contains(name);
        if (exists && !wanted.ifAbsent().orElse(false)) {
            throw Problem.conflict("Mailbox " + name + " of " + account.login() + " exists already");
        }
        MailboxSpec spec = allowed(() -> spec(name, wanted));
        done(() -> account.fill(spec));
        return Answer.json(exists ? 200 : 201, status(account, name));
    }

    private static MailboxSpec spec(String name, Wanted wanted) {
        MailboxSpec spec = MailboxSpec.mailbox(name)
                .uidValidity(wanted.uidValidity().orElse(0L))
                .uidNext(wanted.uidNext().orElse(0L))
                .specialUse(wanted.specialUse().orElse(List.of()).toArray(String[]::new));
        return wanted.subscribed().orElse(false) ? spec.subscribed() : spec;
    }

    Answer change(Request request) {
        MailboxFixture mailbox = server.mailbox(request);
        Change change = request.json(Change.class);
        if (change.uidValidity().filter(value -> !value.equals("new")).isPresent()) {
            throw Problem.notAllowed("Expected \"new\" as uidValidity: it only ascends (RFC 9051 2.3.1.1)");
        }
        change.specialUse().ifPresent(uses -> allowed(() -> mailbox.specialUse(uses.toArray(String[]::new))));
        change.uidValidity().ifPresent(value -> done(mailbox::newUidValidity));
        Optional<String> name = change.name();
        name.ifPresent(target -> allowed(() -> new MailboxName(target)));
        MailboxFixture changed =
                name.map(target -> done(() -> mailbox.rename(target))).orElse(mailbox);
        return Answer.ok(status(server.account(request), changed.path()));
    }

    Answer delete(Request request) {
        MailboxFixture mailbox = server.mailbox(request);
        done(() -> {
            mailbox.delete();
            return mailbox;
        });
        return Answer.nothing();
    }
}

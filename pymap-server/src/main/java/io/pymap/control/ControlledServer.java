package io.pymap.control;

import io.pymap.fixture.AccountFixture;
import io.pymap.fixture.MailboxFixture;
import io.pymap.fixture.ServerFixture;
import io.pymap.mailbox.MailboxException;
import java.util.function.Supplier;

/**
 * The server that is controlled, as resources ask for it: what is not there is a {@link Problem}.
 *
 * @param backend the kind, such as {@code dict}
 */
record ControlledServer(ServerFixture fixture, String version, String backend, String profile) {

    AccountFixture account(Request request) {
        return account(request.variable("login"));
    }

    AccountFixture account(String login) {
        return found(() -> fixture.account(login));
    }

    MailboxFixture mailbox(Request request) {
        return mailbox(account(request), request.variable("mailbox"));
    }

    MailboxFixture mailbox(AccountFixture account, String path) {
        return found(() -> account.mailbox(path));
    }

    static <T> T found(Supplier<T> question) {
        try {
            return question.get();
        } catch (IllegalArgumentException e) {
            throw Problem.notFound(String.valueOf(e.getMessage()));
        }
    }

    /** What cannot be done in this state is a conflict. */
    static <T> T done(Supplier<T> call) {
        try {
            return call.get();
        } catch (IllegalArgumentException | IllegalStateException | MailboxException e) {
            throw Problem.conflict(String.valueOf(e.getMessage()));
        }
    }

    /** What no server would take is not allowed. */
    static <T> T allowed(Supplier<T> call) {
        try {
            return call.get();
        } catch (IllegalArgumentException | MailboxException.NotAllowed e) {
            throw Problem.notAllowed(String.valueOf(e.getMessage()));
        }
    }
}

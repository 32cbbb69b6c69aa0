package io.pymap.control;

import static io.pymap.control.ControlledServer.done;

import io.pymap.fixture.AccountFixture;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/** Accounts: who may log in, and with which password. */
record AccountResource(ControlledServer server) {

    private static final int PASSWORD_OCTETS = 8;

    record Accounts(List<Account> accounts) {}

    /** @param password where it is known in clear */
    record Account(String login, Optional<String> password) {}

    record Wanted(Optional<String> password) {}

    record Limit(Optional<Long> octets, Optional<Boolean> full) {}

    private static Account shown(AccountFixture account) {
        return new Account(account.login(), password(account));
    }

    private static Optional<String> password(AccountFixture account) {
        try {
            return Optional.of(account.password());
        } catch (IllegalStateException hashed) {
            return Optional.empty();
        }
    }

    Answer list(Request request) {
        return Answer.ok(new Accounts(server.fixture().logins().stream()
                .map(login -> shown(server.fixture().account(login)))
                .toList()));
    }

    Answer get(Request request) {
        return Answer.ok(shown(server.account(request)));
    }

    Answer put(Request request) {
        String login = request.variable("login");
        String password = request.json(Wanted.class).password().orElseGet(AccountResource::madeUp);
        if (login.isEmpty()) {
            throw Problem.notAllowed("Expected a name to log in with");
        }
        if (server.fixture().logins().contains(login)) {
            return Answer.ok(shown(done(() -> server.account(login).changePassword(password))));
        }
        return Answer.created(shown(done(() -> server.fixture().createAccount(login, password))));
    }

    private static String madeUp() {
        byte[] octets = new byte[PASSWORD_OCTETS];
        new SecureRandom().nextBytes(octets);
        return HexFormat.of().formatHex(octets);
    }

    Answer delete(Request request) {
        AccountFixture account = server.account(request);
        ControlledServer.found(() -> {
            server.fixture().deleteAccount(account.login());
            return account;
        });
        return Answer.nothing();
    }

    Answer limit(Request request) {
        AccountFixture account = server.account(request);
        Limit limit = request.json(Limit.class);
        if (limit.octets().isPresent() == limit.full().orElse(false)) {
            throw Problem.malformed("Expected either \"octets\" or \"full\": true");
        }
        if (limit.octets().filter(octets -> octets < 0).isPresent()) {
            throw Problem.notAllowed("Expected 0 or more octets");
        }
        done(() -> limit.octets().map(account::quota).orElseGet(account::fillQuota));
        return Answer.nothing();
    }

    Answer unlimit(Request request) {
        AccountFixture account = server.account(request);
        done(account::noQuota);
        return Answer.nothing();
    }
}

package io.pymap.profile;

import io.pymap.imap.session.Reply;
import io.pymap.imap.session.ResponseCode;
import io.pymap.imap.session.SessionState;
import io.pymap.imap.session.SessionState.Authenticated;
import io.pymap.imap.session.Untagged;
import io.pymap.imap.syntax.ArgumentReader;
import io.pymap.imap.vocabulary.Command;
import io.pymap.imap.vocabulary.Quirk;
import java.util.List;
import java.util.Optional;

/** How clients log in, and what both sides tell each other around that. */
final class LoginQuirks {

    static final List<Quirk> ALL = List.of(
            new UntaggedCapability(),
            new CapabilityOnRequest(),
            new EmptyPassword(),
            new NotConnected(),
            new EmptyId(),
            new EnableWithoutEnabled());

    private LoginQuirks() {}

    private static final class UntaggedCapability extends CommandQuirk {

        UntaggedCapability() {
            super(
                    "untagged-capability-after-login",
                    "The capabilities after login come untagged ahead of the OK, not in it",
                    "LOGIN",
                    "AUTHENTICATE");
        }

        @Override
        Reply changed(Reply reply, Reply.Completed done) {
            return capabilities(done)
                    .map(code ->
                            new Reply(List.of(new Untagged.Text(code.text())).iterator(), withoutCode(done)))
                    .orElse(reply);
        }
    }

    private static final class CapabilityOnRequest extends CommandQuirk {

        CapabilityOnRequest() {
            super(
                    "capability-on-request-only",
                    "The capabilities after login are told to those who ask for them",
                    "LOGIN",
                    "AUTHENTICATE");
        }

        @Override
        Reply changed(Reply reply, Reply.Completed done) {
            return capabilities(done).isPresent() ? new Reply(reply.data(), withoutCode(done)) : reply;
        }
    }

    private static Optional<ResponseCode> capabilities(Reply.Completed done) {
        return done.code().filter(code -> code.text().startsWith("CAPABILITY "));
    }

    private static Reply.Completed withoutCode(Reply.Completed done) {
        return new Reply.Completed(
                done.status(), Optional.empty(), done.text(), done.limit(), done.next(), done.then());
    }

    private static final class EmptyPassword extends CommandQuirk {

        EmptyPassword() {
            super("empty-password-bad", "LOGIN with an empty password is BAD, not NO", "LOGIN");
        }

        @Override
        Optional<Reply> refusal(ArgumentReader in) {
            in.space().astring();
            return in.space().astring().isEmpty()
                    ? Optional.of(Reply.bad("tag LOGIN username password"))
                    : Optional.empty();
        }
    }

    private static final class NotConnected extends CommandQuirk {

        NotConnected() {
            super(
                    "authenticated-but-not-connected",
                    "LOGIN is OK, and every command for which one must be logged in is BAD",
                    spec -> Authenticated.class.isAssignableFrom(spec.state()));
        }

        @Override
        <S extends SessionState> Command<S> instead(Call<S> call) {
            return session -> Reply.bad("User is authenticated but not connected.");
        }
    }

    private static final class EmptyId extends CommandQuirk {

        EmptyId() {
            super("id-empty-list-bad", "ID () is BAD, ID NIL is taken", "ID");
        }

        @Override
        Optional<Reply> refusal(ArgumentReader in) {
            return in.rest().strip().equals("()")
                    ? Optional.of(Reply.bad("Command Argument Error. 11"))
                    : Optional.empty();
        }
    }

    private static final class EnableWithoutEnabled extends CommandQuirk {

        EnableWithoutEnabled() {
            super("enable-without-enabled", "ENABLE is OK without an untagged ENABLED", "ENABLE");
        }

        @Override
        Reply changed(Reply reply, Reply.Completed done) {
            return reply.with(List.of());
        }
    }
}

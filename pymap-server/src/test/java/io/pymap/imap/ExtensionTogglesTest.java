package io.pymap.imap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pymap.auth.Authenticator;
import io.pymap.auth.PasswordHash;
import io.pymap.auth.sasl.SaslContext;
import io.pymap.auth.sasl.SaslMechanisms;
import io.pymap.backend.dict.DictBackend;
import io.pymap.imap.session.AuthenticationService;
import io.pymap.imap.session.Connection;
import io.pymap.imap.session.Limits;
import io.pymap.imap.session.SessionState;
import io.pymap.imap.session.SessionState.NotAuthenticated;
import io.pymap.imap.vocabulary.CommandSpec;
import io.pymap.imap.vocabulary.Extension;
import io.pymap.imap.vocabulary.Vocabulary;
import io.pymap.mailbox.Backend;
import io.pymap.mailbox.User;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Walks the whole list of extensions: each can be there, left out, and hidden. */
class ExtensionTogglesTest {

    private static final String ALWAYS = "IMAP4";

    static Stream<Extension> switchable() {
        return ImapProtocol.known().stream()
                .filter(extension -> !extension.name().equals(ALWAYS));
    }

    @ParameterizedTest
    @MethodSource("switchable")
    void isToldWhereItIsThere(Extension extension) {
        ImapProtocol with = ImapProtocol.standard().with(extension.name());
        List<String> words = extension.capabilities(session(with, true));
        words = words.isEmpty() ? extension.capabilities(session(with, false)) : words;

        assertThat(with.vocabulary().has(extension.name())).isTrue();
        assertThat(everSaid(with)).containsAll(words);
    }

    @ParameterizedTest
    @MethodSource("switchable")
    void isUnknownWhereItIsLeftOut(Extension extension) {
        ImapProtocol with = ImapProtocol.standard().with(extension.name());
        ImapProtocol without = with.without(extension.name());
        Vocabulary words = without.vocabulary();

        Set<String> own = wordsOfItsOwn(extension, without);
        assertThat(words.has(extension.name())).isFalse();
        assertThat(everSaid(without)).noneMatch(own::contains);
        assertThat(everSaid(without))
                .noneMatch(word -> word.equalsIgnoreCase(extension.name())
                        || word.toUpperCase(Locale.ROOT)
                                .startsWith(extension.name().toUpperCase(Locale.ROOT) + "="));
        assertThat(without.extensions())
                .as("what needs it goes with it")
                .noneMatch(other -> other.needs().contains(extension.name()));
        for (String command : commandsOfItsOwn(extension, without)) {
            assertThat(words.command(command)).as(command).isEmpty();
        }
        for (String feature : extension.features()) {
            assertThat(words.feature(feature)).as(feature).isEmpty();
        }
    }

    @ParameterizedTest
    @MethodSource("switchable")
    void worksUntoldWhereItIsHidden(Extension extension) {
        ImapProtocol hidden = ImapProtocol.standard().with(extension.name()).hiding(extension.name());
        Vocabulary words = hidden.vocabulary();

        assertThat(words.has(extension.name())).isTrue();
        Set<String> own = wordsOfItsOwn(extension, hidden);
        assertThat(everSaid(hidden)).doesNotContain(extension.name()).noneMatch(own::contains);
        for (String feature : extension.features()) {
            assertThat(words.feature(feature)).as(feature).isPresent();
        }
        for (CommandSpec<?> command : extension.commands()) {
            assertThat(words.command(command.name())).as(command.name()).isPresent();
        }
    }

    @ParameterizedTest
    @MethodSource("switchable")
    void needsOnlyWhatThereIs(Extension extension) {
        for (String needed : extension.needs()) {
            assertThat(ImapProtocol.standard().with(needed).vocabulary().has(needed))
                    .isTrue();
        }
        assertThatThrownBy(() -> ImapProtocol.standard().without(extension.name() + "X"))
                .hasMessageContaining(extension.name());
    }

    /** Those that no other extension has as well. */
    private static Set<String> commandsOfItsOwn(Extension extension, ImapProtocol others) {
        Set<String> own = new HashSet<>();
        extension.commands().forEach(command -> own.add(command.name()));
        others.extensions().forEach(other -> other.commands().forEach(command -> own.remove(command.name())));
        return own;
    }

    /** What CAPABILITY says of it, before and after login, and of no other: {@code COMPRESS=DEFLATE}. */
    private static Set<String> wordsOfItsOwn(Extension extension, ImapProtocol protocol) {
        Set<String> own = new HashSet<>();
        for (boolean loggedIn : new boolean[] {false, true}) {
            SessionState session = session(protocol, loggedIn);
            own.addAll(extension.capabilities(session));
            protocol.extensions().stream()
                    .filter(other -> !other.name().equals(extension.name()))
                    .forEach(other -> own.removeAll(other.capabilities(session)));
        }
        return own;
    }

    /** What CAPABILITY says before and after login. */
    private static List<String> everSaid(ImapProtocol protocol) {
        List<String> words = new ArrayList<>(protocol.vocabulary().capabilities(session(protocol, false)));
        words.addAll(protocol.vocabulary().capabilities(session(protocol, true)));
        return words;
    }

    private static SessionState session(ImapProtocol protocol, boolean loggedIn) {
        Backend backend = DictBackend.builder().user(new User("ann", "secret")).build();
        Connection connection = new Connection(
                "toggles", protocol.vocabulary().names(), Limits.DEFAULT, InstantSource.system(), true, false, true);
        NotAuthenticated unknown = new NotAuthenticated(
                connection,
                new AuthenticationService(
                        backend,
                        new Authenticator(backend.users(), new PasswordHash()),
                        SaslMechanisms.standard(),
                        new SaslContext(InstantSource.system(), new SplittableRandom(1), "localhost")));
        return loggedIn ? unknown.as("ann") : unknown;
    }
}

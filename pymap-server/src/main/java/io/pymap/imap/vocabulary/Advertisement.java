package io.pymap.imap.vocabulary;

import io.pymap.auth.sasl.SaslMechanisms;
import io.pymap.imap.session.SessionState;
import io.pymap.imap.session.SessionState.Authenticated;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * What CAPABILITY says, word for word, in place of what the extensions say of themselves. A word of an extension that is
 * not there is left out; so are a SASL mechanism that the server has and does not offer now, and STARTTLS and LOGINDISABLED
 * where they would be a lie.
 *
 * @param beforeTls while STARTTLS may come
 * @param beforeLogin else, before login
 */
public record Advertisement(List<Word> beforeTls, List<Word> beforeLogin, List<Word> afterLogin) {

    private static final String MECHANISM = "AUTH=";

    /** The extension that is always there. All that it has to tell is told here. */
    private static final String BASE = "IMAP4";

    /** By the connection, whatever the server's words are. */
    private static final List<String> OF_CONNECTION = List.of("STARTTLS", "LOGINDISABLED");

    /** RFC 4978 5: told while there is none. */
    private static final String COMPRESSION = "COMPRESS=DEFLATE";

    /** @param extension that the word tells of; none for a word that means nothing to this server */
    public record Word(String text, Optional<String> extension) {}

    public Advertisement {
        beforeTls = List.copyOf(beforeTls);
        beforeLogin = List.copyOf(beforeLogin);
        afterLogin = List.copyOf(afterLogin);
    }

    /** Whether the extension is told at some time. */
    public boolean mentions(String extension) {
        return extension.equals(BASE)
                || Stream.of(beforeTls, beforeLogin, afterLogin)
                        .flatMap(List::stream)
                        .anyMatch(word ->
                                word.extension().filter(extension::equals).isPresent());
    }

    /** By itself or with a value. */
    boolean tellsAfterLogin(String capability) {
        return afterLogin.stream()
                .map(Word::text)
                .anyMatch(word -> word.equalsIgnoreCase(capability)
                        || word.regionMatches(true, 0, capability + "=", 0, capability.length() + 1));
    }

    /**
     * The words in that state.
     *
     * @param own what the extensions say of themselves now
     * @param told names of the extensions that may be told
     */
    List<String> in(SessionState session, List<String> own, Predicate<String> told) {
        List<String> words = new ArrayList<>();
        boolean loggedIn = session instanceof Authenticated;
        for (Word word : list(session)) {
            boolean holds = own.contains(word.text()) || !isJudged(word.text(), loggedIn);
            if (holds && word.extension().filter(told.negate()).isEmpty()) {
                words.add(word.text());
            }
        }
        OF_CONNECTION.stream()
                .filter(word -> own.contains(word) && !words.contains(word))
                .forEach(words::add);
        return words;
    }

    /** Whether the word may be a lie, as nothing comes of it now. After login mechanisms are of no use to anybody. */
    private static boolean isJudged(String word, boolean loggedIn) {
        boolean mechanism = word.startsWith(MECHANISM) && SaslMechanisms.knows(word.substring(MECHANISM.length()));
        return OF_CONNECTION.contains(word) || word.equals(COMPRESSION) || (mechanism && !loggedIn);
    }

    private List<Word> list(SessionState session) {
        if (session instanceof Authenticated) {
            return afterLogin;
        }
        return session.connection().canStartTls() ? beforeTls : beforeLogin;
    }
}

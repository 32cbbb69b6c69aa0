package io.pymap.profile;

import io.pymap.auth.sasl.SaslMechanisms;
import io.pymap.imap.ImapProtocol;
import io.pymap.imap.engine.Greeting;
import io.pymap.imap.engine.Timeouts;
import io.pymap.imap.session.Limits;
import io.pymap.mailbox.MailboxName;
import io.pymap.profile.ProfileFile.Section;
import io.pymap.profile.ServerProfile.Setting;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Understands the sections of a profile, one after the other. */
final class ProfileReader {

    /** RFC 6154 4. */
    static final String USE = "/private/specialuse";

    private static final String MECHANISM = "AUTH=";
    private static final String APPEND_LIMIT = "APPENDLIMIT=";

    private final Map<String, List<String>> told = new LinkedHashMap<>(); // by the moment
    private final List<String> understood = new ArrayList<>();
    private final Map<MailboxName, String> mailboxes = new LinkedHashMap<>();
    private final List<Setting> settings = new ArrayList<>();
    private String title = "";
    private ImapProtocol protocol = ImapProtocol.standard();
    private SaslMechanisms mechanisms = SaslMechanisms.standard();
    private Limits limits = Limits.DEFAULT;
    private Timeouts timeouts = Timeouts.DEFAULT;
    private Optional<Greeting> greeting = Optional.empty();
    private Optional<ConnectionLimit> connectionsPerUser = Optional.empty();

    /** @throws IllegalArgumentException with the line of the section that is wrong */
    static ProfileReader read(ProfileFile file) {
        ProfileReader reader = new ProfileReader();
        List<Section> sections = file.sections();
        sections.forEach(reader::note);
        // What the extensions are comes first: the rest of the protocol is set on top of it.
        sections.stream()
                .filter(section -> Set.of("capabilities", "understood").contains(section.kind()))
                .forEach(reader::readWords);
        reader.applyWords();
        sections.forEach(reader::readSection);
        return reader;
    }

    private void note(Section section) {
        settings.add(new Setting(
                section.name().isEmpty() ? section.kind() : section.kind() + " " + section.name(),
                String.join("; ", section.values().values()),
                section.sources()));
    }

    private void readWords(Section section) {
        section.only("words");
        if (section.kind().equals("understood")) {
            understood.addAll(section.words("words"));
            return;
        }
        if (!Set.of("before-tls", "before-login", "after-login").contains(section.name())) {
            throw section.wrong("expected before-tls, before-login or after-login");
        }
        told.put(section.name(), section.words("words"));
    }

    private void applyWords() {
        if (told.isEmpty()) {
            return;
        }
        List<String> beforeLogin = told.getOrDefault("before-login", List.of());
        List<String> beforeTls = told.getOrDefault("before-tls", beforeLogin);
        List<String> afterLogin = told.getOrDefault("after-login", beforeLogin);
        protocol = ImapProtocol.telling(beforeTls, beforeLogin, afterLogin, understood);
        mechanisms = mechanismsOf(beforeLogin);
        afterLogin.stream()
                .filter(word -> word.startsWith(APPEND_LIMIT))
                .forEach(word -> limits = limits.withMessage(Long.parseLong(word.substring(APPEND_LIMIT.length()))));
    }

    private static SaslMechanisms mechanismsOf(List<String> words) {
        SaslMechanisms chosen = SaslMechanisms.none();
        for (String word : words) {
            String name = word.startsWith(MECHANISM) ? word.substring(MECHANISM.length()) : "";
            if (SaslMechanisms.standard().with("CRAM-MD5").find(name).isPresent()) {
                chosen = chosen.with(name);
            }
        }
        return chosen;
    }

    private void readSection(Section section) {
        switch (section.kind()) {
            case "profile" -> title = section.only("title", "like").required("title");
            case "capabilities", "understood" -> {} // have been read
            case "greeting" -> greeting = Optional.of(readGreeting(section.only("text", "capabilities")));
            case "id" -> readId(section);
            case "mailbox" -> readMailbox(section.only("use"));
            case "limit" -> readLimit(section.only("value", "answer"));
            case "quirk" -> readQuirk(section.only("on"));
            default ->
                throw section.wrong(
                        "expected profile, greeting, capabilities, understood, id, mailbox, limit or quirk");
        }
    }

    private static Greeting readGreeting(Section section) {
        try {
            return new Greeting(section.required("text"), section.yes("capabilities", true));
        } catch (IllegalArgumentException e) {
            throw section.wrong(String.valueOf(e.getMessage()));
        }
    }

    private void readId(Section section) {
        try {
            protocol = protocol.identifyingAs(section.values());
        } catch (IllegalArgumentException e) {
            throw section.wrong(String.valueOf(e.getMessage()));
        }
    }

    private void readMailbox(Section section) {
        mailboxes.put(new MailboxName(section.name()), section.value("use").orElse(""));
    }

    private void readQuirk(Section section) {
        try {
            Quirks.named(section.name());
        } catch (IllegalArgumentException e) {
            throw section.wrong(String.valueOf(e.getMessage()));
        }
        if (section.yes("on", true)) {
            protocol = protocol.with(Quirks.named(section.name()));
        }
    }

    private void readLimit(Section section) {
        switch (section.name()) {
            case "command-text" -> limits = limits.withCommandText(number(section), number(section));
            case "bad-commands-before-login" ->
                limits = limits.withBadCommands(number(section), limits.badCommandsAfterLogin());
            case "bad-commands-after-login" ->
                limits = limits.withBadCommands(limits.badCommandsBeforeLogin(), number(section));
            case "connections-per-user" ->
                connectionsPerUser = Optional.of(section.value("answer")
                        .map(answer -> new ConnectionLimit(number(section), answer))
                        .orElseGet(() -> new ConnectionLimit(number(section))));
            case "login-time" -> timeouts = timeouts.withLogin(duration(section));
            case "idle-time" -> timeouts = timeouts.withIdle(duration(section));
            case "keep-alive" -> timeouts = timeouts.withKeepAlive(duration(section));
            case "session-time" -> timeouts = timeouts.withSession(duration(section));
            default ->
                throw section.wrong("expected command-text, bad-commands-before-login, bad-commands-after-login, "
                        + "connections-per-user, login-time, idle-time, keep-alive or session-time");
        }
    }

    private static int number(Section section) {
        String value = section.required("value");
        if (!value.matches("[1-9][0-9]{0,8}")) {
            throw section.wrong("expected value = a number from 1 to 999999999");
        }
        return Integer.parseInt(value);
    }

    /** {@code 30m} or {@code 90s}. */
    private static Duration duration(Section section) {
        try {
            return Duration.parse("PT" + section.required("value").toUpperCase(Locale.ROOT));
        } catch (DateTimeParseException e) {
            throw section.wrong("expected value = a time such as 30m or 90s");
        }
    }

    String title() {
        return title;
    }

    ImapProtocol protocol() {
        return protocol;
    }

    SaslMechanisms mechanisms() {
        return mechanisms;
    }

    Limits limits() {
        return limits;
    }

    Timeouts timeouts() {
        return timeouts;
    }

    Optional<Greeting> greeting() {
        return greeting;
    }

    Optional<ConnectionLimit> connectionsPerUser() {
        return connectionsPerUser;
    }

    Map<MailboxName, String> mailboxes() {
        return mailboxes;
    }

    List<Setting> settings() {
        return settings;
    }
}

package io.pymap.profile;

import io.pymap.auth.sasl.SaslMechanisms;
import io.pymap.imap.ImapProtocol;
import io.pymap.imap.engine.Greeting;
import io.pymap.imap.engine.Timeouts;
import io.pymap.imap.session.Limits;
import io.pymap.mailbox.Account;
import io.pymap.mailbox.Annotations;
import io.pymap.mailbox.MailboxName;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What a server in the field is like: what it tells and understands, how much it allows, how it differs. Read from a file
 * in which the source of each setting stands beside it; some files come with this server. Immutable.
 */
public final class ServerProfile {

    /** All that this server can do, by the book. */
    public static final String FULL = "full";

    /** IMAP4rev1 without a single extension. */
    public static final String RFC3501_BARE = "rfc3501-bare";

    /** IMAP4rev2 and nothing else. */
    public static final String RFC9051 = "rfc9051";

    public static final String DOVECOT = "dovecot";
    public static final String CYRUS = "cyrus";
    public static final String GMAIL = "gmail";
    public static final String MICROSOFT_365 = "microsoft-365";
    public static final String ICLOUD = "icloud";
    public static final String YAHOO = "yahoo";

    private static final List<String> NAMES =
            List.of(FULL, RFC3501_BARE, RFC9051, DOVECOT, CYRUS, GMAIL, MICROSOFT_365, ICLOUD, YAHOO);

    private static final String SUFFIX = ".profile";

    /** Those that come with this server, once they have been asked for: each server that starts asks for one. */
    private static final Map<String, ServerProfile> READ = new ConcurrentHashMap<>();

    private final String name;
    private final String title;
    private final ImapProtocol protocol;
    private final SaslMechanisms mechanisms;
    private final Limits limits;
    private final Timeouts timeouts;
    private final Optional<Greeting> greeting;
    private final Optional<ConnectionLimit> connectionsPerUser;
    private final Map<MailboxName, String> mailboxes;
    private final List<Setting> settings;

    /**
     * One section of the file, for documentation.
     *
     * @param name what is set, such as {@code quirk enable-without-enabled}
     * @param value in one line
     * @param sources where it is known from: URLs, or sections of RFCs
     */
    public record Setting(String name, String value, List<String> sources) {
        public Setting {
            sources = List.copyOf(sources);
        }
    }

    ServerProfile(String name, ProfileReader read) {
        this.name = name;
        this.title = read.title();
        this.protocol = read.protocol();
        this.mechanisms = read.mechanisms();
        this.limits = read.limits();
        this.timeouts = read.timeouts();
        this.greeting = read.greeting();
        this.connectionsPerUser = read.connectionsPerUser();
        this.mailboxes = new LinkedHashMap<>(read.mailboxes());
        this.settings = List.copyOf(read.settings());
    }

    private ServerProfile(String name, ServerProfile other, ImapProtocol protocol) {
        this.name = name;
        this.protocol = protocol;
        this.title = other.title;
        this.mechanisms = other.mechanisms;
        this.limits = other.limits;
        this.timeouts = other.timeouts;
        this.greeting = other.greeting;
        this.connectionsPerUser = other.connectionsPerUser;
        this.mailboxes = other.mailboxes;
        this.settings = other.settings;
    }

    /** Names of the profiles that come with this server. */
    public static List<String> names() {
        return NAMES;
    }

    /** @throws IllegalArgumentException where there is none of that name, with the names of those there are */
    public static ServerProfile named(String name) {
        if (!NAMES.contains(name)) {
            throw new IllegalArgumentException("No profile " + name + "; there are " + String.join(", ", NAMES)
                    + ", and files whose names end in " + SUFFIX);
        }
        return READ.computeIfAbsent(name, ServerProfile::read);
    }

    private static ServerProfile read(String name) {
        try (InputStream in = ServerProfile.class.getResourceAsStream(name + SUFFIX)) {
            if (in == null) {
                throw new IllegalStateException("The profile " + name + " is missing in this build");
            }
            return parse(name, new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * A profile of one's own.
     *
     * @throws UncheckedIOException where the file cannot be read
     * @throws IllegalArgumentException where it is none, with the line
     */
    public static ServerProfile load(Path file) {
        try {
            return parse(String.valueOf(file.getFileName()), Files.readString(file));
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read the profile " + file + ": " + e.getMessage(), e);
        }
    }

    /** {@link #load} for what ends in {@code .profile}, else {@link #named}. */
    public static ServerProfile of(String nameOrFile) {
        return nameOrFile.endsWith(SUFFIX) ? load(Path.of(nameOrFile)) : named(nameOrFile);
    }

    static ServerProfile parse(String name, String text) {
        return new ServerProfile(name, ProfileReader.read(ProfileFile.parse(name, text)));
    }

    /** By which it is chosen. */
    public String name() {
        return name;
    }

    /** What people call it. */
    public String title() {
        return title;
    }

    /** Whether clients that have logged in are told of the capability, such as {@code CONDSTORE}; values do not count. */
    public boolean has(String capability) {
        return protocol.tells(capability);
    }

    /**
     * With one more extension, and those that it needs.
     *
     * @throws IllegalArgumentException where there is no such extension, with the names of those there are
     */
    public ServerProfile with(String extension) {
        return new ServerProfile(name + " with " + extension, this, protocol.with(extension));
    }

    /** The extensions, how they are told, the quirks, and what ID says. */
    public ImapProtocol protocol() {
        return protocol;
    }

    public SaslMechanisms mechanisms() {
        return mechanisms;
    }

    public Limits limits() {
        return limits;
    }

    public Timeouts timeouts() {
        return timeouts;
    }

    /** What it says first, unless that is what this server says. */
    public Optional<Greeting> greeting() {
        return greeting;
    }

    public Optional<ConnectionLimit> connectionsPerUser() {
        return connectionsPerUser;
    }

    /** Whether users of such a server find mailboxes beside INBOX. */
    public boolean hasMailboxes() {
        return !mailboxes.isEmpty();
    }

    /** Makes the mailboxes that users of such a server find, each with its special use (RFC 6154), where they are missing. */
    public void furnish(Account account) {
        List<MailboxName> there = account.mailboxes();
        mailboxes.forEach((mailbox, use) -> {
            if (!there.contains(mailbox)) {
                byte[] value = use.getBytes(StandardCharsets.US_ASCII);
                account.create(
                        mailbox, use.isEmpty() ? Annotations.NONE : Annotations.of(Map.of(ProfileReader.USE, value)));
            }
        });
    }

    /** What the file says, section by section. */
    public List<Setting> settings() {
        return settings;
    }

    @Override
    public String toString() {
        return name;
    }
}

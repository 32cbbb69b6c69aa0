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

    /** Gmail for a user who reads German: its mailboxes have other names. */
    public static final String GMAIL_GERMAN = "gmail-german";

    public static final String MICROSOFT_365 = "microsoft-365";

    /** Microsoft 365 as some tenants have it, with IMAP4rev2. */
    public static final String MICROSOFT_365_REV2 = "microsoft-365-rev2";

    public static final String ICLOUD = "icloud";
    public static final String YAHOO = "yahoo";
    public static final String STRATO = "strato";

    private static final List<String> NAMES = List.of(
            FULL,
            RFC3501_BARE,
            RFC9051,
            DOVECOT,
            CYRUS,
            GMAIL,
            GMAIL_GERMAN,
            MICROSOFT_365,
            MICROSOFT_365_REV2,
            ICLOUD,
            YAHOO,
            STRATO);

    private static final String SUFFIX = ".profile";

    /** Those that come with this server, once they have been asked for: each server that starts asks for one. */
    private static final Map<String, ServerProfile> READ = new ConcurrentHashMap<>();

    private final String name;
    private final ImapProtocol protocol;
    private final ProfileReader read;

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

    private ServerProfile(String name, ImapProtocol protocol, ProfileReader read) {
        this.name = name;
        this.protocol = protocol;
        this.read = read;
    }

    /** Names of the profiles that come with this server. */
    public static List<String> names() {
        return NAMES;
    }

    /** @throws IllegalArgumentException where there is none of that name, with the names of those there are */
    public static ServerProfile named(String name) {
        return READ.computeIfAbsent(name, known -> of(known, shipped(known)));
    }

    /** The file of one that comes with this server. */
    private static ProfileFile shipped(String name) {
        if (!NAMES.contains(name)) {
            throw new IllegalArgumentException("No profile " + name + "; there are " + String.join(", ", NAMES)
                    + ", and files whose names end in " + SUFFIX);
        }
        try (InputStream in = ServerProfile.class.getResourceAsStream(name + SUFFIX)) {
            if (in == null) {
                throw new IllegalStateException("The profile " + name + " is missing in this build");
            }
            return file(name, new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static ProfileFile file(String name, String text) {
        return ProfileFile.parse(name, text).over(ServerProfile::shipped);
    }

    private static ServerProfile of(String name, ProfileFile file) {
        ProfileReader read = ProfileReader.read(file);
        return new ServerProfile(name, read.protocol(), read);
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
        return of(name, file(name, text));
    }

    /** By which it is chosen. */
    public String name() {
        return name;
    }

    /** What people call it. */
    public String title() {
        return read.title();
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
        return new ServerProfile(name + " with " + extension, protocol.with(extension), read);
    }

    /** The extensions, how they are told, the quirks, and what ID says. */
    public ImapProtocol protocol() {
        return protocol;
    }

    public SaslMechanisms mechanisms() {
        return read.mechanisms();
    }

    public Limits limits() {
        return read.limits();
    }

    public Timeouts timeouts() {
        return read.timeouts();
    }

    /** What it says first, unless that is what this server says. */
    public Optional<Greeting> greeting() {
        return read.greeting();
    }

    public Optional<ConnectionLimit> connectionsPerUser() {
        return read.connectionsPerUser();
    }

    /** Whether users of such a server find mailboxes beside INBOX. */
    public boolean hasMailboxes() {
        return !read.mailboxes().isEmpty();
    }

    /** Makes the mailboxes that users of such a server find, each with its special use (RFC 6154), where they are missing. */
    public void furnish(Account account) {
        List<MailboxName> there = account.mailboxes();
        read.mailboxes().forEach((mailbox, use) -> {
            if (!there.contains(mailbox)) {
                byte[] value = use.getBytes(StandardCharsets.US_ASCII);
                account.create(
                        mailbox, use.isEmpty() ? Annotations.NONE : Annotations.of(Map.of(ProfileReader.USE, value)));
            }
        });
    }

    /** What the file says, section by section. */
    public List<Setting> settings() {
        return List.copyOf(read.settings());
    }

    @Override
    public String toString() {
        return name;
    }
}

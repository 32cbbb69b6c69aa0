package io.pymap.cli;

import io.pymap.auth.sasl.SaslMechanisms;
import io.pymap.imap.ImapProtocol;
import io.pymap.imap.session.Limits;
import io.pymap.profile.ConnectionLimit;
import io.pymap.profile.Quirks;
import io.pymap.profile.ServerProfile;
import io.pymap.server.PymapServer;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.Help.Visibility;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** What the server can do, and how much it takes. */
final class ProtocolOptions {

    private static final String AUTH = "AUTH=";

    @Option(
            names = "--profile",
            paramLabel = "NAME",
            description =
                    "Be like that server: full, rfc3501-bare, rfc9051, dovecot, cyrus, gmail, gmail-german,"
                            + " microsoft-365, microsoft-365-rev2, icloud, yahoo or strato; or a FILE.profile. The other options are set on top of it.")
    private String profile = ServerProfile.FULL;

    @Option(
            names = "--quirk",
            paramLabel = "NAME",
            description = "Depart from the RFCs in that way; docs/profiles.md has the names. Repeatable.",
            showDefaultValue = Visibility.NEVER)
    private List<String> quirks = new ArrayList<>();

    @Option(
            names = "--no-quirk",
            paramLabel = "NAME",
            description = "Leave out that quirk of the profile. Repeatable.",
            showDefaultValue = Visibility.NEVER)
    private List<String> noQuirks = new ArrayList<>();

    @Option(
            names = "--append-limit",
            paramLabel = "SIZE",
            converter = OctetCount.class,
            description =
                    "Largest message that APPEND takes, in octets, or with K, M or G behind; 1000000000 unless the"
                            + " profile has another.",
            showDefaultValue = Visibility.NEVER)
    private Optional<Long> appendLimit = Optional.empty();

    @Option(
            names = "--connections-per-user",
            paramLabel = "NUM",
            description =
                    "Most connections of a user at a time; more cannot log in. No limit unless the profile has one.",
            showDefaultValue = Visibility.NEVER)
    private Optional<Integer> connectionsPerUser = Optional.empty();

    @Option(
            names = "--message-limit",
            paramLabel = "NUMBER",
            description = "Most messages that one command works on, told as MESSAGELIMIT; any number if not given.",
            showDefaultValue = Visibility.NEVER)
    private Optional<Long> messageLimit = Optional.empty();

    @Option(
            names = "--save-limit",
            paramLabel = "NUMBER",
            description = "Most messages that one APPEND or COPY adds, told as SAVELIMIT; any number if not given.",
            showDefaultValue = Visibility.NEVER)
    private Optional<Long> saveLimit = Optional.empty();

    @Option(
            names = "--with",
            paramLabel = "CAPABILITY",
            description = "Offer what is off by default: AUTH=CRAM-MD5, say, or UTF8=ONLY. Repeatable.",
            showDefaultValue = Visibility.NEVER)
    private List<String> with = new ArrayList<>();

    @Option(
            names = "--without",
            paramLabel = "CAPABILITY",
            description = "Neither tell nor understand it: MOVE, say, or AUTH=LOGIN. Repeatable.",
            showDefaultValue = Visibility.NEVER)
    private List<String> without = new ArrayList<>();

    @Option(
            names = "--hide",
            paramLabel = "CAPABILITY",
            description = "Understand but do not tell it. Repeatable.",
            showDefaultValue = Visibility.NEVER)
    private List<String> hidden = new ArrayList<>();

    @Option(
            names = "--oauth-token",
            paramLabel = "NAME:TOKEN",
            description = "A bearer token by which that user may log in, with OAUTHBEARER or XOAUTH2. Repeatable.",
            showDefaultValue = Visibility.NEVER)
    private List<String> oauthTokens = new ArrayList<>();

    @Option(
            names = "--anonymous",
            paramLabel = "NAME",
            description = "Offer AUTH=ANONYMOUS: anybody may log in as that user.",
            showDefaultValue = Visibility.NEVER)
    private Optional<String> anonymous = Optional.empty();

    /** In octets. */
    long appendLimit() {
        return appendLimit.orElseGet(() -> profile().limits().message());
    }

    /** The server to be like. */
    ServerProfile profile() {
        try {
            return ServerProfile.of(profile);
        } catch (IllegalArgumentException | UncheckedIOException e) {
            throw new UsageException("--profile: " + e.getMessage());
        }
    }

    void applyTo(PymapServer.Builder builder) {
        for (String token : oauthTokens) {
            int colon = token.indexOf(':');
            if (colon < 1 || colon == token.length() - 1) {
                throw new UsageException("--oauth-token: expected NAME:TOKEN");
            }
            builder.oauthToken(token.substring(0, colon), token.substring(colon + 1));
        }
        anonymous.ifPresent(builder::anonymous);
        ServerProfile base = profile();
        try {
            builder.profile(base);
            builder.limits(base.limits()
                    .withMessage(appendLimit())
                    .withMessagesAtOnce(messageLimit.orElse(Limits.NONE))
                    .withSavedAtOnce(saveLimit.orElse(Limits.NONE)));
            builder.mechanisms(mechanisms(base));
            builder.protocol(protocol(base));
            connectionsPerUser.map(ConnectionLimit::new).ifPresent(builder::connectionsPerUser);
        } catch (IllegalArgumentException e) {
            throw new UsageException(String.valueOf(e.getMessage()));
        }
    }

    private SaslMechanisms mechanisms(ServerProfile base) {
        SaslMechanisms mechanisms = base.mechanisms();
        for (String name : with) {
            if (isMechanism(name)) {
                mechanisms = mechanisms.with(mechanism(name));
            }
        }
        for (String name : without) {
            if (isMechanism(name)) {
                mechanisms = mechanisms.without(mechanism(name));
            }
        }
        return mechanisms;
    }

    private ImapProtocol protocol(ServerProfile base) {
        ImapProtocol protocol = base.protocol();
        for (String name : with) {
            if (!isMechanism(name)) {
                protocol = protocol.with(name);
            }
        }
        for (String name : without) {
            if (!isMechanism(name)) {
                protocol = protocol.without(name);
            }
        }
        for (String name : hidden) {
            protocol = protocol.hiding(name);
        }
        for (String name : quirks) {
            protocol = protocol.with(Quirks.named(name));
        }
        for (String name : noQuirks) {
            protocol = protocol.without(Quirks.named(name));
        }
        return protocol;
    }

    private static boolean isMechanism(String name) {
        return name.toUpperCase(Locale.ROOT).startsWith(AUTH);
    }

    private static String mechanism(String name) {
        return name.substring(AUTH.length());
    }

    /** A number of octets; K, M and G are powers of 1024. */
    static final class OctetCount implements ITypeConverter<Long> {

        private static final Pattern FORM = Pattern.compile("([0-9]{1,10})([KkMmGg]?)");

        @Override
        public Long convert(String value) {
            Matcher matcher = FORM.matcher(value);
            if (matcher.matches()) {
                int unit = "KMG".indexOf(matcher.group(2).toUpperCase(Locale.ROOT)) + 1;
                int shift = matcher.group(2).isEmpty() ? 0 : 10 * unit;
                long octets = Long.parseLong(matcher.group(1)) << shift;
                if (octets <= Integer.MAX_VALUE) { // a message is one array
                    return octets;
                }
            }
            throw new TypeConversionException("expected a number of octets up to 2G, such as 1000000 or 64M");
        }
    }
}

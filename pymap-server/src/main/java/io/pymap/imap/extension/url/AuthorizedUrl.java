package io.pymap.imap.extension.url;

import io.pymap.auth.Identity;
import io.pymap.imap.extension.url.ImapUrl.Server;
import io.pymap.imap.syntax.SyntaxException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The URL of a message or of a part of one in which a user says who may fetch it, with the proof that it was this user, or
 * still without. RFC 4467 3, RFC 5092 11: {@code authimapurlfull}, {@code authimapurlrump}.
 *
 * @param text the rump, as it was written: all but the proof
 * @param server whose user vouches for it
 * @param user whom {@code access} names; empty where it names nobody
 */
record AuthorizedUrl(
        String text,
        ImapUrl url,
        Server server,
        Optional<Instant> expires,
        Access access,
        String user,
        Optional<Proof> proof) {

    /** {@code 1*bchar} but the colon, behind which a proof begins. */
    private static final String USER = "[A-Za-z0-9._~!$'()*+,&=/%-]+";

    /** RFC 3339 5.6. */
    private static final String TIME =
            "\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(?:\\.\\d{1,9})?(?:Z|[+-]\\d\\d:\\d\\d)";

    /** Parts of a URL behind a semicolon: AUTH, UIDVALIDITY, UID, SECTION, PARTIAL. */
    private static final int MAX_PARTS = 5;

    private static final Pattern FULL =
            Pattern.compile("(?i)(?<rump>(?<url>imap://[^;]*(?:;[^;]+){0," + MAX_PARTS + "}?)"
                    + "(?:;EXPIRE=(?<expires>" + TIME + "))?"
                    + ";URLAUTH=(?:(?<named>user|submit)\\+(?<user>" + USER + ")|(?<unnamed>authuser|anonymous)))"
                    + "(?::(?<mechanism>[A-Za-z0-9.-]+):(?<proof>[0-9A-Fa-f]{32,}))?");

    /** What vouches for a URL. */
    record Proof(String mechanism, String text) {}

    /** The URL, if the text is one that names a user, a message and who may fetch it. */
    static Optional<AuthorizedUrl> parse(String text) {
        if (text.length() > ImapUrl.MAX_LENGTH) {
            return Optional.empty();
        }
        Matcher parts = FULL.matcher(text);
        if (!parts.matches()) {
            return Optional.empty();
        }
        try {
            return ImapUrl.parse(parts.group("url"))
                    .flatMap(url -> url.server()
                            .filter(server -> !server.user().isEmpty())
                            .map(server -> read(parts, url, server)));
        } catch (DateTimeException | SyntaxException e) {
            return Optional.empty();
        }
    }

    private static AuthorizedUrl read(Matcher parts, ImapUrl url, Server server) {
        boolean named = parts.group("named") != null;
        String access = parts.group(named ? "named" : "unnamed");
        return new AuthorizedUrl(
                parts.group("rump"),
                url,
                server,
                Optional.ofNullable(parts.group("expires"))
                        .map(time -> OffsetDateTime.parse(time.toUpperCase(Locale.ROOT))
                                .toInstant()),
                Access.valueOf(access.toUpperCase(Locale.ROOT)),
                named ? ImapUrl.decoded(parts.group("user")) : "",
                Optional.ofNullable(parts.group("proof")).map(proof -> new Proof(parts.group("mechanism"), proof)));
    }

    /** Whether the user is among those who may fetch it, and it is not too late. */
    boolean allows(Identity identity, Instant now) {
        return access.allows(identity, user) && expires.map(now::isBefore).orElse(true);
    }
}

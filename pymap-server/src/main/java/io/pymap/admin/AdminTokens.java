package io.pymap.admin;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.pymap.mailbox.User;
import io.pymap.mailbox.Users;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAccessor;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The tokens by which clients are known: macaroons that whoever has one may confine further.
 *
 * <p>That of the server has no identifier and the caveat {@code role = admin}. That of a user has the user's name for an
 * identifier and the caveat {@code authcid = NAME}; a new password ends it, as the end of the user does. Both may have
 * {@code authzid = NAME}, for one user only, and {@code time < ISO-8601}. Any other caveat is one that nobody here can
 * meet. Safe for use by many threads.
 */
final class AdminTokens {

    private static final String ROLE_ADMIN = "role = admin";
    private static final String AUTHCID = "authcid = ";
    private static final String AUTHZID = "authzid = ";
    private static final String TIME = "time < ";

    private final byte[] key;
    private final Users users;
    private final InstantSource clock;

    /** @param key whoever has it can make tokens */
    AdminTokens(byte[] key, Users users, InstantSource clock) {
        this.key = key.clone();
        this.users = users;
        this.clock = clock;
    }

    /** One that may act as any user. */
    String admin(Optional<Instant> expiry) {
        return token(key, "", ROLE_ADMIN, expiry);
    }

    /** One that may do what the user may. */
    String of(User user, Optional<Instant> expiry) {
        return token(key(user), user.name(), AUTHCID + user.name(), expiry);
    }

    private static String token(byte[] key, String identifier, String caveat, Optional<Instant> expiry) {
        List<String> caveats = new ArrayList<>(List.of(caveat));
        expiry.ifPresent(moment -> caveats.add(TIME + isoFormat(moment)));
        return Macaroon.create(key, identifier, caveats).serialize();
    }

    /** With an offset in digits, which everybody can read. */
    private static String isoFormat(Instant moment) {
        return DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ssxxx")
                .format(moment.truncatedTo(ChronoUnit.SECONDS).atOffset(ZoneOffset.UTC));
    }

    /** Of the user as it is stored now. */
    private byte[] key(User user) {
        return Macaroon.hmac(key, (user.name() + "\0" + user.secret()).getBytes(UTF_8));
    }

    /** Who has that token; nobody where it is not good, or not any more. */
    Optional<Caller> verify(String token) {
        return Macaroon.parse(token).flatMap(this::verify);
    }

    private Optional<Caller> verify(Macaroon macaroon) {
        if (macaroon.identifier().isEmpty()) {
            return macaroon.isSignedWith(key)
                    ? caller(Optional.empty(), macaroon.caveats(), ROLE_ADMIN)
                    : Optional.empty();
        }
        Optional<User> user = users.find(macaroon.identifier());
        // For somebody who is not there as much is done as for others.
        User compared = user.orElseGet(() -> new User(macaroon.identifier(), ""));
        return macaroon.isSignedWith(key(compared)) && user.isPresent()
                ? caller(user, macaroon.caveats(), AUTHCID + compared.name())
                : Optional.empty();
    }

    private Optional<Caller> caller(Optional<User> user, List<String> caveats, String issued) {
        if (!caveats.contains(issued)) {
            return Optional.empty();
        }
        Optional<String> onlyAs = Optional.empty();
        for (String caveat : caveats) {
            if (caveat.startsWith(AUTHZID)) {
                String name = caveat.substring(AUTHZID.length());
                if (onlyAs.filter(other -> !other.equals(name)).isPresent()) {
                    return Optional.empty();
                }
                onlyAs = Optional.of(name);
            } else if (!caveat.equals(issued) && !isYetToCome(caveat)) {
                return Optional.empty();
            }
        }
        return Optional.of(new Caller(user, user.map(User::isAdmin).orElse(true), onlyAs));
    }

    private boolean isYetToCome(String caveat) {
        if (!caveat.startsWith(TIME)) {
            return false;
        }
        try {
            TemporalAccessor read = DateTimeFormatter.ISO_DATE_TIME.parseBest(
                    caveat.substring(TIME.length()), OffsetDateTime::from, LocalDateTime::from);
            OffsetDateTime expiry =
                    read instanceof OffsetDateTime date ? date : ((LocalDateTime) read).atOffset(ZoneOffset.UTC);
            return clock.instant().isBefore(expiry.toInstant());
        } catch (DateTimeParseException e) {
            return false;
        }
    }
}

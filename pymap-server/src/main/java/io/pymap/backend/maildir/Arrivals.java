package io.pymap.backend.maildir;

import static java.nio.file.LinkOption.NOFOLLOW_LINKS;

import io.pymap.backend.ObjectIds;
import io.pymap.backend.Sha256;
import io.pymap.backend.ThreadHeaders;
import io.pymap.mailbox.Content;
import io.pymap.mailbox.InternalDate;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Comparator;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Learns what there is to know of the file of a message, once in its life: it is read from its beginning to its end. */
final class Arrivals {

    private static final Logger LOG = LoggerFactory.getLogger(Arrivals.class);
    private static final Pattern TIME =
            Pattern.compile("([0-9]{1,12})(?:\\.M([0-9]{1,6})(?:P[0-9]+)?(?:Q([0-9]{1,12}))?)?.*");

    /** In the order in which their names were made. */
    static final Comparator<Arrival> BY_TIME = Comparator.comparingLong((Arrival arrival) -> number(arrival, 1))
            .thenComparingLong(arrival -> number(arrival, 2))
            .thenComparingLong(arrival -> number(arrival, 3))
            .thenComparing(arrival -> arrival.file().base());

    private final Surroundings surroundings;
    private final ThreadFile threads;

    /** A message that somebody else has put there. */
    record Arrival(FileDetails file, Listing.Place place, InternalDate internalDate, String threadId) {}

    Arrivals(Surroundings surroundings, ThreadFile threads) {
        this.surroundings = surroundings;
        this.threads = threads;
    }

    /**
     * Empty where it is no file: links lead anywhere.
     *
     * @throws NoSuchFileException where it is not there any more
     */
    Optional<Arrival> examine(Path directory, String base, Listing.Place place) throws IOException {
        Path path = directory.resolve(place.path(base, surroundings.delimiter()));
        BasicFileAttributes attributes = Files.readAttributes(path, BasicFileAttributes.class, NOFOLLOW_LINKS);
        if (!attributes.isRegularFile()) {
            LOG.warn("{} is no file, and not shown as a message", path);
            return Optional.empty();
        }
        byte[] octets = surroundings
                .disk()
                .read(path, Integer.MAX_VALUE)
                .orElseThrow(() -> new NoSuchFileException(path.toString()));
        byte[] message = LineEnds.toCrLf(octets);
        return Optional.of(new Arrival(
                details(base, octets.length, message),
                place,
                InternalDate.of(attributes.lastModifiedTime().toInstant()),
                threadOf(message)));
    }

    /** @param message as it is told, with CRLF */
    FileDetails details(String base, long physicalSize, byte[] message) {
        Sha256 hash = Sha256.of(message, 0, message.length);
        return new FileDetails(base, physicalSize, message.length, ObjectIds.id('M', hash.high(), hash.low()));
    }

    String threadOf(byte[] message) throws IOException {
        return threads.threadOf(ThreadHeaders.scan(new Content.InMemory(message, 0, message.length)));
    }

    private static long number(Arrival arrival, int group) {
        Matcher matcher = TIME.matcher(arrival.file().base());
        String digits = matcher.matches() ? matcher.group(group) : null;
        return digits == null ? 0 : Long.parseLong(digits);
    }
}

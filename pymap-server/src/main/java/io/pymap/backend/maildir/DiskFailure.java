package io.pymap.backend.maildir;

import io.pymap.mailbox.MailboxException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a client is told of a disk that does not do what it should. */
final class DiskFailure {

    /** What Linux says of a full disk. The JDK hands on these words and no number. */
    static final String NO_SPACE = "No space left on device";

    private static final String OVER_QUOTA = "Disk quota exceeded";
    private static final String READ_ONLY = "Read-only file system";
    private static final Logger LOG = LoggerFactory.getLogger(DiskFailure.class);

    private DiskFailure() {}

    /** The answer to the client, who learns nothing of paths. They are logged here, and need not be logged elsewhere. */
    static MailboxException of(IOException failure) {
        LOG.warn("The disk failed: {}", printable(failure));
        String reason = reason(failure);
        if (reason.contains(NO_SPACE)) {
            return new MailboxException.OverQuota("The disk is full");
        }
        if (reason.contains(OVER_QUOTA)) {
            return new MailboxException.OverQuota("The disk quota of the server is used up");
        }
        if (reason.contains(READ_ONLY) || failure instanceof AccessDeniedException) {
            return new MailboxException.Unavailable("The server may not write to its mail directory");
        }
        return new MailboxException.Unavailable("The server cannot reach its mail on disk");
    }

    /** A path or a failure that names one, without the line ends that others can put into names of files. */
    static String printable(Object text) {
        return text.toString().replaceAll("\\p{Cntrl}", "?");
    }

    private static String reason(IOException failure) {
        Optional<String> reason = failure instanceof FileSystemException known
                ? Optional.ofNullable(known.getReason())
                : Optional.ofNullable(failure.getMessage());
        return reason.orElse("");
    }
}

package io.pymap.backend.maildir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.pymap.mailbox.MailboxException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class DiskFailureTest {

    private static final String PATH = "/mail/john/cur/1";

    @ParameterizedTest
    @MethodSource("failures")
    void tellsTheClientWhatToExpectAndNoPath(IOException failure, Class<? extends MailboxException> answer) {
        MailboxException told = DiskFailure.of(failure);

        assertThat(told).isExactlyInstanceOf(answer);
        assertThat(told.getMessage()).doesNotContain("/").doesNotContain("john");
    }

    static Stream<Arguments> failures() {
        return Stream.of(
                arguments(new IOException("No space left on device"), MailboxException.OverQuota.class),
                arguments(
                        new FileSystemException(PATH, null, "No space left on device"),
                        MailboxException.OverQuota.class),
                arguments(new FileSystemException(PATH, null, "Disk quota exceeded"), MailboxException.OverQuota.class),
                arguments(
                        new FileSystemException(PATH, null, "Read-only file system"),
                        MailboxException.Unavailable.class),
                arguments(new AccessDeniedException(PATH), MailboxException.Unavailable.class),
                arguments(new NoSuchFileException(PATH), MailboxException.Unavailable.class),
                arguments(new IOException(), MailboxException.Unavailable.class),
                arguments(new IOException("Input/output error: " + PATH), MailboxException.Unavailable.class));
    }
}

package io.pymap.backend.maildir;

import io.pymap.backend.FixtureBackendContract;
import io.pymap.mailbox.Backend;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

class MaildirFixtureTest extends FixtureBackendContract {

    @TempDir
    Path directory;

    @Override
    protected Backend createBackend() throws IOException {
        return MaildirDirectory.prepare(directory)
                .layout(Layout.MAILDIR_PLUS_PLUS)
                .build();
    }
}

package io.pymap.backend.maildir;

import io.pymap.mailbox.MailboxException;
import io.pymap.mailbox.MailboxName;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The mailboxes of one user as directories. INBOX is the root directory itself; one named {@code INBOX} below it holds the
 * inferiors of INBOX only, as with Dovecot. Nothing outside the root is ever reached: names are checked level by level, links
 * are not followed, and only what is known is deleted.
 *
 * <p>Safe for use by many threads. Who makes, deletes and renames, and recovers, settles with others, of other processes too,
 * that one does so at a time.
 */
interface FolderLayout {

    /**
     * Where the mailbox is, or would be.
     *
     * @throws MailboxException.NotAllowed where no directory can have this name
     */
    Path directory(MailboxName name);

    /** Whether the mailbox is there: directories all the way, and no link. */
    boolean exists(MailboxName name);

    /** All that exist, INBOX included if it does. What has no name of ours is passed over, with a warning once. */
    List<MailboxName> list() throws IOException;

    /**
     * Makes an empty mailbox, and directories above it where the layout needs them.
     *
     * @throws MailboxException.AlreadyExists where it is there
     */
    void create(MailboxName name) throws IOException;

    /**
     * Removes the mailbox and its messages, but no inferiors. It is gone as a whole or not at all. Files that nobody knows
     * stay where they are.
     *
     * @throws MailboxException.NotFound where it is not there
     */
    default void delete(MailboxName name) throws IOException {
        delete(name, Optional.empty());
    }

    /**
     * As {@link #delete(MailboxName)}, but the messages stay for a while.
     *
     * @param grave the directory in which they are then, on the same disk
     */
    void delete(MailboxName name, Optional<Path> grave) throws IOException;

    /**
     * Moves one directory. Those who look meanwhile see the mailbox under the old name, the new one, or none.
     *
     * @throws MailboxException.NotFound where it is not there
     * @throws MailboxException.AlreadyExists where the new name is taken, or that of an inferior
     */
    void rename(MailboxName from, MailboxName to) throws IOException;

    /** Whether renaming a directory renames the inferiors as well. Where not, each is renamed for itself. */
    boolean movesInferiors();

    /** Finishes what a process has begun that is no more: to be called before the account is used. */
    void recover() throws IOException;
}

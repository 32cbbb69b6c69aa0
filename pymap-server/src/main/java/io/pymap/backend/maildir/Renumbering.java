package io.pymap.backend.maildir;

import io.pymap.mailbox.Message;
import java.nio.file.Files;
import java.util.Optional;

/**
 * Gives folders another UIDVALIDITY, as another program may do at any time. The {@link Folder} is gone then: sessions that
 * have it open keep what they see, and others open the directory again.
 */
final class Renumbering {

    private Renumbering() {}

    /** A higher UIDVALIDITY, and UIDs from 1 on for the messages. */
    static void renumber(Folder folder, UidValidityFile uidValidities) {
        folder.perform(() -> {
            Disk disk = folder.surroundings().disk();
            long uidValidity = uidValidities.next(folder.index().uidValidity());
            UidList renumbered = new UidList(uidValidity, 1, folder.guid());
            for (Message message : folder.index().changesSince(0).updated()) {
                renumbered.add(Folder.contentOf(message).file().base());
            }
            UidListFile.replace(folder.directory(), disk, renumbered);
            folder.log().writeRenumbered(folder.directory(), disk, uidValidity);
            folder.close();
        });
    }

    /** No messages, another id, and these numbers. */
    static void empty(Folder folder, long uidValidity, long firstUid, String owner) {
        folder.perform(() -> {
            Surroundings surroundings = folder.surroundings();
            for (Message message : folder.index().changesSince(0).updated()) {
                String base = Folder.contentOf(message).file().base();
                Optional<Listing.Place> place = Listing.find(folder.directory(), surroundings, base);
                if (place.isPresent()) {
                    Files.deleteIfExists(folder.path(base, place.get()));
                }
            }
            folder.keywords().remove(folder.directory());
            UidList empty = new UidList(uidValidity, firstUid, UidListFile.newGuid(surroundings));
            UidListFile.replace(folder.directory(), surroundings.disk(), empty);
            FolderLog.writeEmpty(folder.directory(), surroundings.disk(), uidValidity, owner);
            folder.close();
        });
    }
}

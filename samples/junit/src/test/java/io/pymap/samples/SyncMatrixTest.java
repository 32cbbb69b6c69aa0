package io.pymap.samples;

import static io.pymap.assertj.ImapAssertions.assertThat;

import io.pymap.fixture.Flag;
import io.pymap.fixture.ImapServerHandle;
import io.pymap.fixture.Snapshot;
import io.pymap.junit.EachProfile;
import io.pymap.junit.ImapServer;
import io.pymap.junit.Mailbox;
import io.pymap.profile.ServerProfile;
import jakarta.mail.Folder;
import jakarta.mail.MessagingException;
import jakarta.mail.Store;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.eclipse.angus.mail.iap.Response;
import org.eclipse.angus.mail.imap.IMAPFolder;
import org.eclipse.angus.mail.imap.IMAPStore;
import org.eclipse.angus.mail.imap.protocol.FLAGS;
import org.eclipse.angus.mail.imap.protocol.FetchResponse;
import org.eclipse.angus.mail.imap.protocol.UID;

/** The same test with servers that are not like each other. */
@ImapServer
@Mailbox(generate = 20)
class SyncMatrixTest {

    @EachProfile({
        ServerProfile.RFC3501_BARE,
        ServerProfile.DOVECOT,
        ServerProfile.GMAIL,
        ServerProfile.MICROSOFT_365,
        ServerProfile.YAHOO
    })
    void learnsWhatOthersHaveDone(ServerProfile profile, ImapServerHandle imap, Store store) throws Exception {
        Sync sync = new Sync((IMAPStore) store);
        sync.run();
        imap.inbox().flag(17, Flag.FLAGGED).expunge(18); // somebody else, while the client is away
        Snapshot before = imap.inbox().snapshot();

        sync.run();

        assertThat(sync.flagged()).contains(17L);
        assertThat(sync.known()).hasSize(19).doesNotContain(18L);
        assertThat(imap.inbox()).isUnchangedSince(before);
        assertThat(imap.transcript()).usedNoSequenceNumbers().hasNoBadResponses();
        if (profile.has("CONDSTORE")) {
            assertThat(imap.transcript()).sent("UID FETCH 1:* (FLAGS) (CHANGEDSINCE *)");
        }
    }

    @EachProfile(onlyCapability = {"CONDSTORE", "UIDPLUS"})
    void needsNoOtherExtension(ImapServerHandle imap, Store store) throws Exception {
        Sync sync = new Sync((IMAPStore) store);
        sync.run();

        assertThat(sync.known()).hasSize(20);
        assertThat(imap.transcript()).hasNoBadResponses();
    }

    /** The code under test: knows the flags of all messages, and asks only for changes where the server can tell them. */
    private static final class Sync {

        private final IMAPStore store;
        private final Map<Long, FLAGS> known = new TreeMap<>();
        private long modSeq;

        Sync(IMAPStore store) {
            this.store = store;
        }

        Set<Long> known() {
            return known.keySet();
        }

        Set<Long> flagged() {
            Set<Long> flagged = new TreeSet<>();
            known.forEach((uid, flags) -> {
                if (flags.contains(FLAGS.Flag.FLAGGED)) {
                    flagged.add(uid);
                }
            });
            return flagged;
        }

        void run() throws MessagingException {
            try (IMAPFolder inbox = (IMAPFolder) store.getFolder("INBOX")) {
                inbox.open(Folder.READ_ONLY);
                boolean tellsChanges = store.hasCapability("CONDSTORE");
                String changes = tellsChanges && modSeq > 0 ? " (CHANGEDSINCE " + modSeq + ")" : "";
                for (Response response : ask(inbox, "UID FETCH 1:* (FLAGS)" + changes)) {
                    if (response instanceof FetchResponse fetched && fetched.getItem(FLAGS.class) != null) {
                        known.put(fetched.getItem(UID.class).uid, fetched.getItem(FLAGS.class));
                    }
                }
                known.keySet().retainAll(there(inbox));
                modSeq = tellsChanges ? inbox.getHighestModSeq() : 0;
            }
        }

        private static Set<Long> there(IMAPFolder inbox) throws MessagingException {
            Set<Long> uids = new TreeSet<>();
            for (Response response : ask(inbox, "UID SEARCH ALL")) {
                if (response.isUnTagged() && response.toString().startsWith("* SEARCH ")) {
                    for (String uid :
                            response.toString().substring("* SEARCH ".length()).split(" ")) {
                        uids.add(Long.parseLong(uid));
                    }
                }
            }
            return uids;
        }

        private static Response[] ask(IMAPFolder inbox, String command) throws MessagingException {
            return (Response[]) inbox.doCommand(protocol -> protocol.command(command, null));
        }
    }
}

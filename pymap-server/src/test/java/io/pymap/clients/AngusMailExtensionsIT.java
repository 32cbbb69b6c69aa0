package io.pymap.clients;

import static org.assertj.core.api.Assertions.assertThat;

import io.pymap.backend.dict.DictBackend;
import io.pymap.mailbox.User;
import io.pymap.server.PymapServer;
import io.pymap.tls.CertificateTerms;
import io.pymap.tls.ServerCertificate;
import io.pymap.transcript.TranscriptRecorder;
import jakarta.mail.FetchProfile;
import jakarta.mail.Flags;
import jakarta.mail.Flags.Flag;
import jakarta.mail.Folder;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Quota;
import jakarta.mail.Session;
import jakarta.mail.UIDFolder;
import jakarta.mail.event.MailEvent;
import jakarta.mail.event.MessageChangedEvent;
import jakarta.mail.event.MessageCountAdapter;
import jakarta.mail.event.MessageCountEvent;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.search.AndTerm;
import jakarta.mail.search.SearchTerm;
import jakarta.mail.search.SubjectTerm;
import java.time.Clock;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eclipse.angus.mail.iap.Response;
import org.eclipse.angus.mail.imap.ACL;
import org.eclipse.angus.mail.imap.AppendUID;
import org.eclipse.angus.mail.imap.IMAPFolder;
import org.eclipse.angus.mail.imap.IMAPFolder.FetchProfileItem;
import org.eclipse.angus.mail.imap.IMAPStore;
import org.eclipse.angus.mail.imap.IdleManager;
import org.eclipse.angus.mail.imap.MessageVanishedEvent;
import org.eclipse.angus.mail.imap.ModifiedSinceTerm;
import org.eclipse.angus.mail.imap.OlderTerm;
import org.eclipse.angus.mail.imap.ResyncData;
import org.eclipse.angus.mail.imap.Rights;
import org.eclipse.angus.mail.imap.SortTerm;
import org.eclipse.angus.mail.imap.YoungerTerm;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What Angus Mail can do beyond the base protocol. */
@Tag("clients")
class AngusMailExtensionsIT {

    private final ServerCertificate certificate =
            ServerCertificate.withAuthority(CertificateTerms.loopback(Clock.systemUTC()));
    private final DictBackend backend = DictBackend.builder()
            .user(new User("ann", "secret"))
            .user(new User("bob", "secret"))
            .user(new User("chief", "secret", Set.of(User.ADMIN)))
            .build();
    private final TranscriptRecorder transcript = new TranscriptRecorder();
    private final PymapServer server = PymapServer.builder(backend)
            .certificate(certificate)
            .oauthToken("ann", "token-of-ann")
            .transcript(transcript)
            .start();

    @AfterEach
    void stop() {
        server.close();
    }

    private Session session(Map<String, String> more) {
        Properties properties = new Properties();
        properties.put(
                "mail.imap.ssl.socketFactory", certificate.clientContext().getSocketFactory());
        properties.put("mail.imap.connectiontimeout", "10000");
        properties.put("mail.imap.timeout", "10000");
        properties.putAll(more);
        return Session.getInstance(properties);
    }

    private IMAPStore compressing(String user) throws MessagingException {
        IMAPStore store = (IMAPStore) session(Map.of(
                        "mail.imap.starttls.required", "true",
                        "mail.imap.starttls.enable", "true",
                        "mail.imap.compress.enable", "true"))
                .getStore("imap");
        store.connect("localhost", server.port(), user, "secret");
        return store;
    }

    private IMAPStore withToken() throws MessagingException {
        IMAPStore store = (IMAPStore)
                session(Map.of("mail.imap.auth.mechanisms", "XOAUTH2")).getStore("imap");
        store.connect("localhost", server.port(), "ann", "token-of-ann");
        return store;
    }

    private static Message[] messages(String... subjects) throws MessagingException {
        Message[] messages = new Message[subjects.length];
        for (int i = 0; i < subjects.length; i++) {
            MimeMessage message = new MimeMessage(Session.getInstance(new Properties()));
            message.setFrom(subjects[i].charAt(0) + "@example.org");
            message.setSubject(subjects[i], "UTF-8");
            message.setText("text of " + subjects[i], "UTF-8");
            message.saveChanges();
            messages[i] = message;
        }
        return messages;
    }

    private static List<String> subjects(Message... messages) throws MessagingException {
        String[] subjects = new String[messages.length];
        for (int i = 0; i < messages.length; i++) {
            subjects[i] = messages[i].getSubject();
        }
        return List.of(subjects);
    }

    /** What this client believes the folder holds, in the form of {@link HeldMail}. */
    private static String copy(IMAPFolder folder) throws MessagingException {
        StringBuilder copy = new StringBuilder(folder.getFullName() + "\n");
        for (Message message : folder.getMessages()) {
            Flags flags = message.getFlags();
            Stream<String> system = Map.of(
                            "\\Answered",
                            Flag.ANSWERED,
                            "\\Deleted",
                            Flag.DELETED,
                            "\\Draft",
                            Flag.DRAFT,
                            "\\Flagged",
                            Flag.FLAGGED,
                            "\\Seen",
                            Flag.SEEN)
                    .entrySet()
                    .stream()
                    .filter(flag -> flags.contains(flag.getValue()))
                    .map(Map.Entry::getKey);
            String names = Stream.concat(system, Arrays.stream(flags.getUserFlags()))
                    .sorted()
                    .collect(Collectors.joining(" "));
            copy.append("  " + folder.getUID(message) + ": " + names + "\n");
        }
        return copy.toString();
    }

    @Test
    void endsWithTheMailThatTheServerHas() throws MessagingException {
        try (IMAPStore store = compressing("ann");
                IMAPStore elsewhere = withToken()) {
            IMAPFolder archive = (IMAPFolder) store.getFolder("Archiv/Müll & Co");
            assertThat(archive.create(Folder.HOLDS_MESSAGES)).isTrue();
            IMAPFolder inbox = (IMAPFolder) store.getFolder("INBOX");
            AppendUID[] uids = inbox.appendUIDMessages(messages("one", "two", "drei – größer", "four", "five"));
            assertThat(uids).extracting(uid -> uid.uid).containsExactly(1L, 2L, 3L, 4L, 5L);

            inbox.open(Folder.READ_WRITE, ResyncData.CONDSTORE);
            long known = inbox.getHighestModSeq();
            fetchesAhead(inbox);
            searchesAndSorts(inbox, known);

            inbox.setFlags(new int[] {2, 3}, new Flags("$Work"), true);
            inbox.setFlags(new int[] {3}, new Flags(Flag.FLAGGED), true);
            assertThat(inbox.search(new ModifiedSinceTerm(known + 1))).hasSize(2);
            assertThat(inbox.getMessagesByUIDChangedSince(1, UIDFolder.LASTUID, known))
                    .hasSize(2);
            assertThat(inbox.copyUIDMessages(inbox.getMessages(1, 2), archive)).hasSize(2);
            assertThat(inbox.moveUIDMessages(inbox.getMessages(3, 3), archive))
                    .extracting(uid -> uid.uid)
                    .containsExactly(3L);
            inbox.setFlags(new int[] {1, 4}, new Flags(Flag.DELETED), true);
            assertThat(inbox.expunge(inbox.getMessages(4, 4)))
                    .extracting(Message::isExpunged)
                    .contains(true);
            assertThat(inbox.getMessageByUID(1).isSet(Flag.DELETED)).isTrue(); // UID EXPUNGE left it alone
            inbox.getMessageByUID(1).setFlag(Flag.DELETED, false);

            ResyncData seen = new ResyncData(inbox.getUIDValidity(), inbox.getHighestModSeq(), 1, 5);
            inbox.close(false);
            changes((IMAPFolder) elsewhere.getFolder("INBOX"));
            List<MailEvent> events = inbox.open(Folder.READ_WRITE, seen);

            assertThat(events)
                    .filteredOn(MessageVanishedEvent.class::isInstance)
                    .flatExtracting(event -> uids((MessageVanishedEvent) event))
                    .containsExactly(3L, 4L, 5L); // it remembers the mod-sequence of its last SELECT
            assertThat(events)
                    .filteredOn(MessageChangedEvent.class::isInstance)
                    .extracting(
                            event -> ((MessageChangedEvent) event).getMessage().getMessageNumber())
                    .contains(2);
            archive.open(Folder.READ_ONLY);
            assertThat(copy(archive) + copy(inbox)).isEqualTo(HeldMail.of(backend.account("ann")));
            inbox.close(false);
            archive.close(false);
        }
        new SentCommands(transcript)
                .noneBad()
                .refusedOnlyWith()
                .succeeded("STARTTLS", "AUTHENTICATE XOAUTH2*", "COMPRESS DEFLATE", "ENABLE UTF8=ACCEPT")
                .succeeded("ENABLE CONDSTORE", "SELECT INBOX (CONDSTORE)")
                .succeeded("ENABLE QRESYNC", "SELECT INBOX (QRESYNC (* 1:5))")
                .succeeded("FETCH 1:5 (ENVELOPE INTERNALDATE RFC822.SIZE FLAGS BODYSTRUCTURE UID *)")
                .succeeded("UID FETCH 1:* (*) (CHANGEDSINCE *)")
                .succeeded("SEARCH YOUNGER 3600*", "SEARCH OLDER 3600*", "SEARCH MODSEQ *")
                .succeeded("SORT (REVERSE SUBJECT) UTF-8 *", "SORT (FROM SIZE) *")
                .succeeded("UID SEARCH RETURN (MIN MAX COUNT ALL) *", "UID SEARCH RETURN (PARTIAL -2:-1) ALL")
                .succeeded("UID SORT RETURN (COUNT ALL) *", "COPY 1:2 *", "MOVE 3 *", "UID EXPUNGE 4");
    }

    private static List<Long> uids(MessageVanishedEvent event) {
        return Arrays.stream(event.getUIDs()).boxed().toList();
    }

    private static void fetchesAhead(IMAPFolder inbox) throws MessagingException {
        FetchProfile profile = new FetchProfile();
        profile.add(FetchProfile.Item.ENVELOPE);
        profile.add(FetchProfile.Item.FLAGS);
        profile.add(FetchProfile.Item.CONTENT_INFO);
        profile.add(UIDFolder.FetchProfileItem.UID);
        profile.add(FetchProfileItem.INTERNALDATE);
        profile.add(FetchProfile.Item.SIZE);
        profile.add("X-Absent");
        inbox.fetch(inbox.getMessages(), profile);
        FetchProfile whole = new FetchProfile();
        whole.add(FetchProfileItem.MESSAGE);
        inbox.fetch(inbox.getMessages(2, 3), whole);

        assertThat(subjects(inbox.getMessages())).containsExactly("one", "two", "drei – größer", "four", "five");
        assertThat(inbox.getMessage(1).isMimeType("text/plain")).isTrue();
        assertThat(inbox.getMessage(1).getHeader("X-Absent")).isNull();
    }

    private static void searchesAndSorts(IMAPFolder inbox, long known) throws MessagingException {
        assertThat(inbox.search(new YoungerTerm(3600))).hasSize(5);
        assertThat(inbox.search(new OlderTerm(3600))).isEmpty();
        assertThat(inbox.search(new ModifiedSinceTerm(known + 1))).isEmpty();
        SearchTerm some = new AndTerm(new SubjectTerm("e"), new YoungerTerm(3600));
        assertThat(subjects(inbox.getSortedMessages(new SortTerm[] {SortTerm.REVERSE, SortTerm.SUBJECT}, some)))
                .containsExactly("one", "five", "drei – größer");
        assertThat(subjects(inbox.getSortedMessages(new SortTerm[] {SortTerm.FROM, SortTerm.SIZE})))
                .startsWith("drei – größer");

        assertThat(answer(inbox, "UID SEARCH RETURN (MIN MAX COUNT ALL) SUBJECT e"))
                .endsWith("UID MIN 1 MAX 5 COUNT 3 ALL 1,3,5");
        assertThat(answer(inbox, "UID SEARCH RETURN (PARTIAL -2:-1) ALL")).endsWith("UID PARTIAL (-2:-1 4:5)");
        assertThat(answer(inbox, "UID SORT RETURN (COUNT ALL) (REVERSE SUBJECT) UTF-8 1:2"))
                .endsWith("UID COUNT 2 ALL 2,1");
    }

    /** What the server answers to a command of which the client knows nothing. */
    private static String answer(IMAPFolder folder, String command) throws MessagingException {
        Response[] responses = (Response[]) folder.doCommand(protocol -> {
            Response[] answers = protocol.command(command, null);
            protocol.notifyResponseHandlers(answers);
            protocol.handleResult(answers[answers.length - 1]);
            return answers;
        });
        return responses[0].toString();
    }

    private static void changes(IMAPFolder inbox) throws MessagingException {
        inbox.open(Folder.READ_WRITE);
        inbox.getMessageByUID(2).setFlag(Flag.ANSWERED, true);
        inbox.getMessageByUID(5).setFlag(Flag.DELETED, true);
        inbox.expunge();
        inbox.appendMessages(messages("six"));
        inbox.close(false);
    }

    @Test
    void asksForQuotasRightsNamespacesAndIdentity() throws MessagingException {
        try (IMAPStore store = compressing("ann");
                IMAPStore chief = compressing("chief")) {
            IMAPFolder inbox = (IMAPFolder) store.getFolder("INBOX");
            inbox.appendMessages(messages("one"));

            assertThat(store.id(Map.of("name", "test"))).containsEntry("name", "pymap");
            assertThat(store.getPersonalNamespaces())
                    .extracting(Folder::getFullName)
                    .containsExactly("");
            assertThat(store.getUserNamespaces("bob"))
                    .extracting(Folder::getFullName)
                    .containsExactly("Other Users/bob");
            assertThat(store.getSharedNamespaces()).isEmpty();

            Quota limits = new Quota(inbox.getQuota()[0].quotaRoot);
            limits.setResourceLimit("MESSAGE", 10);
            chief.setQuota(limits);
            assertThat(store.getQuota("INBOX"))
                    .singleElement()
                    .satisfies(quota -> assertThat(quota.resources)
                            .extracting(resource -> resource.name + " " + resource.usage + " of " + resource.limit)
                            .containsExactly("MESSAGE 1 of 10"));

            assertThat(inbox.myRights().contains(Rights.Right.ADMINISTER)).isTrue();
            inbox.addACL(new ACL("bob", new Rights("lr")));
            inbox.addRights(new ACL("bob", new Rights("s")));
            inbox.removeRights(new ACL("bob", new Rights("l")));
            assertThat(rights(inbox)).containsEntry("bob", "rs").containsKey("ann");
            assertThat(inbox.listRights("bob")).isNotEmpty();
            inbox.removeACL("bob");
            assertThat(rights(inbox)).doesNotContainKey("bob");

            inbox.setSubscribed(true);
            assertThat(store.getDefaultFolder().listSubscribed("*"))
                    .extracting(Folder::getFullName)
                    .containsExactly("INBOX");
            assertThat(inbox.getStatusItem("SIZE")).isPositive();
            assertThat(((IMAPFolder) store.getDefaultFolder().list("*")[0]).getAttributes())
                    .contains("\\HasNoChildren");
        }
        new SentCommands(transcript)
                .noneBad()
                .refusedOnlyWith()
                .succeeded("ID (name test)", "NAMESPACE", "GETQUOTAROOT INBOX", "SETQUOTA * (MESSAGE 10)")
                .succeeded("MYRIGHTS INBOX", "GETACL INBOX", "LISTRIGHTS INBOX bob", "DELETEACL INBOX bob")
                .succeeded("SETACL INBOX bob lr", "SETACL INBOX bob +s", "SETACL INBOX bob -l")
                .succeeded("SUBSCRIBE INBOX", "LSUB *", "STATUS INBOX (SIZE)");
    }

    private static Map<String, String> rights(IMAPFolder folder) throws MessagingException {
        Map<String, String> rights = new LinkedHashMap<>();
        for (ACL acl : folder.getACL()) {
            rights.put(acl.getName(), acl.getRights().toString());
        }
        return rights;
    }

    @Test
    void watchesSeveralFoldersFromOneThread() throws Exception {
        ExecutorService threads = Executors.newCachedThreadPool();
        Session session = session(Map.of("mail.imap.usesocketchannels", "true"));
        LinkedBlockingQueue<String> heard = new LinkedBlockingQueue<>();
        IdleManager manager = new IdleManager(session, threads);
        try (IMAPStore store = (IMAPStore) session.getStore("imap");
                IMAPStore elsewhere = withToken()) {
            store.connect("localhost", server.port(), "ann", "secret");
            store.getFolder("Other").create(Folder.HOLDS_MESSAGES);
            for (String name : List.of("INBOX", "Other")) {
                IMAPFolder folder = (IMAPFolder) store.getFolder(name);
                folder.open(Folder.READ_WRITE);
                folder.addMessageCountListener(new MessageCountAdapter() {
                    @Override
                    public void messagesAdded(MessageCountEvent event) {
                        heard.add(folder.getFullName());
                    }
                });
                manager.watch(folder);
            }

            for (String name : List.of("Other", "INBOX")) {
                elsewhere.getFolder(name).appendMessages(messages("new"));
                assertThat(heard.poll(10, TimeUnit.SECONDS)).isEqualTo(name);
            }
            new SentCommands(transcript).noneBad().refusedOnlyWith().sent("IDLE", 2);
        } finally {
            manager.stop();
            threads.shutdownNow();
        }
    }
}

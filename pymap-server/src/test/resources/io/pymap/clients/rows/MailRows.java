import jakarta.mail.FetchProfile;
import jakarta.mail.Flags;
import jakarta.mail.Folder;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Multipart;
import jakarta.mail.Part;
import jakarta.mail.Session;
import jakarta.mail.Store;
import jakarta.mail.UIDFolder;
import jakarta.mail.event.MessageCountAdapter;
import jakarta.mail.event.MessageCountEvent;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.search.ComparisonTerm;
import jakarta.mail.search.MessageIDTerm;
import jakarta.mail.search.SizeTerm;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.FileInputStream;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.nio.charset.StandardCharsets;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.util.Arrays;
import java.util.Date;
import java.util.Map;
import java.util.Properties;
import java.util.StringJoiner;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManagerFactory;
import org.eclipse.angus.mail.imap.IMAPFolder;
import org.eclipse.angus.mail.imap.IMAPStore;

/**
 * What applications do with Angus Mail, or with JavaMail where the names of packages are changed; the argument is a file of
 * authorities. One line in: operation, port, security, milliseconds of patience, the port of later connections. One line out:
 * "data" or "error", and what there is.
 */
public final class MailRows {

    private static final String MESSAGE_ID = "<four@example.org>";
    private static final String MESSAGE = "From: ann@example.org\r\nSubject: four\r\nMessage-ID: " + MESSAGE_ID
            + "\r\n\r\nbody four\r\n";

    private interface Operation {
        String on(IMAPStore store, int patience, int later) throws Exception;
    }

    private interface FolderOperation {
        String on(IMAPFolder inbox) throws Exception;
    }

    private interface Told {
        Object of(Message message) throws Exception;
    }

    private final TreeMap<String, Operation> operations = new TreeMap<>();
    private final SSLSocketFactory trusting;

    private MailRows(SSLSocketFactory trusting) {
        this.trusting = trusting;
        operations.put("login", (store, patience, later) -> "ok");
        operations.put("quit", (store, patience, later) -> {
            store.close();
            return "ok";
        });
        operations.put("list", (store, patience, later) -> {
            TreeSet<String> names = new TreeSet<>();
            for (Folder folder : store.getDefaultFolder().list("*")) {
                if ((folder.getType() & Folder.HOLDS_MESSAGES) != 0) {
                    names.add(folder.getFullName());
                }
            }
            return String.join(",", names);
        });
        operations.put("create", (store, patience, later) -> done(store.getFolder("Gr\u00fc\u00dfe").create(Folder.HOLDS_MESSAGES)));
        operations.put("status", (store, patience, later) -> "messages=" + store.getFolder("Archive").getMessageCount());
        operations.put("capability", (store, patience, later) -> "idle=" + store.hasCapability("IDLE"));
        operations.put("select", selected(inbox -> "exists=" + inbox.getMessageCount() + " uidvalidity="
                + inbox.getUIDValidity() + " uidnext=" + inbox.getUIDNext()));
        operations.put("flags", reading(FetchProfile.Item.FLAGS, message -> flags(message.getFlags())));
        operations.put("envelope", reading(FetchProfile.Item.ENVELOPE, Message::getSubject));
        operations.put("dates", reading(FetchProfile.Item.ENVELOPE, message -> date(message.getReceivedDate())));
        operations.put("structure", reading(FetchProfile.Item.CONTENT_INFO, MailRows::shape));
        operations.put("body", reading(FetchProfile.Item.FLAGS, message -> {
            ByteArrayOutputStream octets = new ByteArrayOutputStream();
            message.writeTo(octets);
            return octets.toString("ISO-8859-1");
        }));
        operations.put("header", reading(FetchProfile.Item.FLAGS, message -> {
            message.getAllHeaders(); // all of them at once
            return message.getHeader("Subject")[0];
        }));
        operations.put("search", selected(inbox -> {
            // something that is sent: a search for all of them is not
            Message[] found = inbox.search(new SizeTerm(ComparisonTerm.GT, 1));
            StringJoiner uids = new StringJoiner(",");
            if (found.length > 50) {
                return found.length + " messages";
            }
            for (Message message : found) {
                uids.add(Long.toString(inbox.getUID(message)));
            }
            return uids.toString();
        }));
        operations.put("flag", selected(inbox -> {
            inbox.getMessageByUID(2).setFlag(Flags.Flag.FLAGGED, true);
            return "ok";
        }));
        operations.put("flag-later", selected(inbox -> {
            Message two = null;
            for (Message message : inbox.getMessages()) {
                two = "two".equals(message.getSubject()) ? message : two;
            }
            poll(inbox);
            two.setFlag(Flags.Flag.FLAGGED, true);
            return "ok";
        }));
        operations.put("noop", selected(inbox -> {
            poll(inbox);
            return told(inbox, FetchProfile.Item.ENVELOPE, Message::getSubject);
        }));
        operations.put("resync", (store, patience, later) -> resync(store, later));
        operations.put("resync-twice", (store, patience, later) -> resyncTwice(store, later));
        operations.put("flag-and-resync", (store, patience, later) -> flagAndResync(store, later));
        operations.put("append", selected(inbox -> {
            append(inbox);
            return "ok";
        }));
        operations.put("append-surely", (store, patience, later) -> appendSurely(store, later));
        operations.put("copy", selected(inbox -> {
            inbox.copyMessages(new Message[] {inbox.getMessageByUID(2)}, inbox.getStore().getFolder("Archive"));
            return "ok";
        }));
        operations.put("move", selected(inbox -> archived(inbox, inbox.getMessageByUID(2))));
        operations.put("move-all", selected(inbox -> archived(inbox, inbox.getMessages())));
        operations.put("idle", (store, patience, later) -> {
            IMAPFolder inbox = opened(store, Folder.READ_WRITE);
            CountDownLatch heard = new CountDownLatch(1);
            inbox.addMessageCountListener(new MessageCountAdapter() {
                @Override
                public void messagesAdded(MessageCountEvent event) {
                    heard.countDown();
                }
            });
            MessagingException[] failure = new MessagingException[1];
            Thread idling = new Thread(() -> {
                try {
                    inbox.idle();
                } catch (MessagingException | IllegalStateException e) {
                    failure[0] = new MessagingException(e.toString());
                }
            });
            idling.setDaemon(true);
            idling.start();
            heard.await(patience, TimeUnit.MILLISECONDS);
            poll(inbox);
            int count = inbox.getMessageCount();
            idling.join(patience);
            if (failure[0] != null) {
                throw failure[0];
            }
            return "exists=" + count;
        });
    }

    /** What an application knows of INBOX: lines by UID, and where what is new begins, by UIDNEXT or by mod-sequence. */
    private record Known(TreeMap<Long, String> lines, long validity, long next) {

        static final Known NOTHING = new Known(new TreeMap<>(), -1, 1);

        @Override
        public String toString() {
            StringJoiner told = new StringJoiner(";");
            lines.forEach((uid, line) -> told.add(uid + " " + line));
            return told.toString();
        }
    }

    /** Looks at INBOX, with what is known from the look before: subjects by UID; what is new is fetched from UIDNEXT on. */
    private static Known look(IMAPStore store, Known before) throws MessagingException {
        IMAPFolder inbox = opened(store, Folder.READ_ONLY);
        TreeMap<Long, String> told = new TreeMap<>();
        if (inbox.getUIDValidity() == before.validity()) {
            for (long uid : flags(inbox, inbox.getMessagesByUID(1, before.next() - 1)).keySet()) {
                told.put(uid, before.lines().get(uid));
            }
        }
        long first = told.isEmpty() ? 1 : before.next();
        for (Map.Entry<Long, String> fresh :
                subjects(inbox, inbox.getMessagesByUID(first, UIDFolder.LASTUID)).entrySet()) {
            told.putIfAbsent(fresh.getKey(), fresh.getValue());
        }
        Known known = new Known(told, inbox.getUIDValidity(), inbox.getUIDNext());
        try {
            poll(inbox);
        } catch (MessagingException | IllegalStateException e) {
            // there are other connections
        }
        return known;
    }

    private static String resync(IMAPStore store, int later) throws MessagingException {
        Known before = look(store, Known.NOTHING);
        return look(again(store, later), before).toString(); // greeted when the mail is back
    }

    private static String resyncTwice(IMAPStore store, int later) throws MessagingException {
        Known before = look(store, Known.NOTHING);
        Known then = look(again(store, later), before);
        return then + "|" + look(again(store, later), then);
    }

    /** The same for flags, by mod-sequences. */
    private static Known lookAtFlags(IMAPStore store, Known before) throws Exception {
        IMAPFolder inbox = opened(store, Folder.READ_ONLY);
        long modSeq = (Long) newer(inbox, "getHighestModSeq");
        TreeMap<Long, String> told = new TreeMap<>(before.lines());
        if (modSeq != before.next()) {
            told.putAll(flags(inbox, (Message[])
                    newer(inbox, "getMessagesByUIDChangedSince", 1L, UIDFolder.LASTUID, before.next())));
        }
        poll(inbox);
        return new Known(told, inbox.getUIDValidity(), modSeq);
    }

    private static String flagAndResync(IMAPStore store, int later) throws Exception {
        IMAPFolder inbox = opened(store, Folder.READ_WRITE);
        inbox.getMessageByUID(2).setFlag(Flags.Flag.FLAGGED, true);
        inbox.close(false);
        inbox.open(Folder.READ_ONLY); // as it is with that flag
        long modSeq = (Long) newer(inbox, "getHighestModSeq");
        Known before = new Known(flags(inbox, inbox.getMessages()), inbox.getUIDValidity(), modSeq);
        Known then = lookAtFlags(again(store, later), before);
        return then + "|" + lookAtFlags(again(store, later), then);
    }

    private static void append(IMAPFolder inbox) throws MessagingException {
        inbox.appendMessages(new Message[] {
            new MimeMessage((Session) null, new ByteArrayInputStream(MESSAGE.getBytes(StandardCharsets.US_ASCII)))
        });
    }

    private static String appendSurely(IMAPStore store, int later) throws MessagingException {
        try {
            append(opened(store, Folder.READ_WRITE));
        } catch (MessagingException | IllegalStateException e) {
            // it may be there all the same
        }
        IMAPFolder inbox = opened(again(store, later), Folder.READ_WRITE);
        MessageIDTerm stored = new MessageIDTerm(MESSAGE_ID);
        if (inbox.search(stored).length == 0) {
            poll(inbox);
            if (inbox.search(stored).length == 0) {
                append(inbox);
            }
        }
        return "ok";
    }

    private static IMAPFolder opened(IMAPStore store, int mode) throws MessagingException {
        IMAPFolder inbox = (IMAPFolder) store.getFolder("INBOX");
        inbox.open(mode);
        return inbox;
    }

    /** With another connection. */
    private static IMAPStore again(IMAPStore store, int port) throws MessagingException {
        close(store);
        store.connect("localhost", port, "ann", "secret");
        return store;
    }

    private static TreeMap<Long, String> flags(IMAPFolder inbox, Message[] messages) throws MessagingException {
        FetchProfile profile = new FetchProfile();
        profile.add(FetchProfile.Item.FLAGS);
        inbox.fetch(messages, profile);
        TreeMap<Long, String> flags = new TreeMap<>();
        for (Message message : messages) {
            flags.put(inbox.getUID(message), flags(message.getFlags()));
        }
        return flags;
    }

    private static TreeMap<Long, String> subjects(IMAPFolder inbox, Message[] messages) throws MessagingException {
        FetchProfile profile = new FetchProfile();
        profile.add(FetchProfile.Item.ENVELOPE);
        profile.add(UIDFolder.FetchProfileItem.UID);
        inbox.fetch(messages, profile);
        TreeMap<Long, String> subjects = new TreeMap<>();
        for (Message message : messages) {
            subjects.put(inbox.getUID(message), message.getSubject());
        }
        return subjects;
    }

    private static void poll(IMAPFolder inbox) throws MessagingException {
        inbox.doCommand(protocol -> {
            protocol.noop();
            return null;
        });
    }

    private static String archived(IMAPFolder inbox, Message... messages) throws Exception {
        Folder archive = inbox.getStore().getFolder("Archive");
        if (((IMAPStore) inbox.getStore()).hasCapability("MOVE")) {
            newer(inbox, "moveMessages", messages, archive);
        } else {
            inbox.copyMessages(messages, archive);
            inbox.setFlags(messages, new Flags(Flags.Flag.DELETED), true);
            inbox.expunge();
        }
        return "ok";
    }

    /** Calls a method that not all versions have. */
    private static Object newer(IMAPFolder inbox, String name, Object... arguments) throws Exception {
        for (Method method : IMAPFolder.class.getMethods()) {
            if (method.getName().equals(name)) {
                try {
                    return method.invoke(inbox, arguments);
                } catch (InvocationTargetException e) {
                    throw (Exception) e.getCause();
                }
            }
        }
        throw new NoSuchMethodException(name);
    }

    private static String done(boolean whether) throws MessagingException {
        if (!whether) {
            throw new MessagingException("the client says that it has failed");
        }
        return "ok";
    }

    private Operation selected(FolderOperation use) {
        return (store, patience, later) -> use.on(opened(store, Folder.READ_WRITE));
    }

    private Operation reading(FetchProfile.Item item, Told told) {
        return selected(inbox -> told(inbox, item, told));
    }

    /** Of each message what there is. One that fails is left out, unless all do, or the connection is gone. */
    private static String told(IMAPFolder inbox, FetchProfile.Item item, Told told) throws Exception {
        FetchProfile profile = new FetchProfile();
        profile.add(item);
        profile.add(UIDFolder.FetchProfileItem.UID);
        Message[] messages = inbox.getMessages();
        inbox.fetch(messages, profile);
        StringJoiner lines = new StringJoiner(";");
        Exception failure = null;
        for (Message message : messages) {
            try {
                lines.add(inbox.getUID(message) + " " + told.of(message));
            } catch (MessagingException | RuntimeException e) {
                failure = e;
            }
        }
        if (failure != null && (lines.length() == 0 || !inbox.isOpen())) {
            throw failure;
        }
        return lines.toString();
    }

    private static String flags(Flags flags) {
        TreeSet<String> words = new TreeSet<>(Arrays.asList(flags.getUserFlags()));
        for (Flags.Flag flag : flags.getSystemFlags()) {
            words.add(flag == Flags.Flag.SEEN ? "\\Seen" : flag == Flags.Flag.FLAGGED ? "\\Flagged" : "");
        }
        return String.join(" ", words).trim();
    }

    private static String date(Date date) {
        return date == null ? "none" : date.toInstant().toString();
    }

    private static String shape(Part part) throws Exception {
        String type = part.getContentType().replaceAll(";(?s).*", "").trim().toLowerCase();
        if (!part.isMimeType("multipart/*")) {
            return type;
        }
        Multipart parts = (Multipart) part.getContent();
        StringJoiner shapes = new StringJoiner(",", type + "(", ")");
        for (int i = 0; i < parts.getCount(); i++) {
            shapes.add(shape(parts.getBodyPart(i)));
        }
        return shapes.toString();
    }

    private String answer(String name, int port, String security, int patience, int later) {
        Operation operation = operations.get(name);
        if (operation == null) {
            return "unable";
        }
        String protocol = security.equals("tls") ? "imaps" : "imap";
        Properties properties = new Properties();
        String prefix = "mail." + protocol + ".";
        properties.put(prefix + "connectiontimeout", Integer.toString(patience));
        properties.put(prefix + "timeout", Integer.toString(patience));
        properties.put(prefix + "partialfetch", "false");
        properties.put(prefix + "peek", "true");
        properties.put(prefix + "starttls.enable", Boolean.toString(security.equals("starttls")));
        properties.put(prefix + "starttls.required", Boolean.toString(security.equals("starttls")));
        properties.put(prefix + "ssl.socketFactory", trusting);
        properties.put(prefix + "socketFactory.fallback", "false");
        properties.put(prefix + "ssl.protocols", "TLSv1.2 TLSv1.3");
        properties.put(prefix + "ssl.checkserveridentity", "true");
        IMAPStore store = null;
        try {
            store = (IMAPStore) Session.getInstance(properties).getStore(protocol);
            store.connect("localhost", port, "ann", "secret");
            return "data " + escaped(operation.on(store, patience, later));
        } catch (Exception | StackOverflowError e) { // of whatever kind: the application has been told
            return "error " + escaped(e.toString());
        } finally {
            close(store);
        }
    }

    private static void close(Store store) {
        try {
            if (store != null) {
                store.close();
            }
        } catch (MessagingException e) {
            // it has been of use before
        }
    }

    private static String escaped(String text) {
        return text.replace("\\", "\\\\").replace("\r", "\\r").replace("\n", "\\n");
    }

    private static SSLSocketFactory trusting(String file) throws Exception {
        KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
        store.load(null, null);
        try (InputStream in = new FileInputStream(file)) {
            store.setCertificateEntry("ca", CertificateFactory.getInstance("X.509").generateCertificate(in));
        }
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(store);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, trust.getTrustManagers(), null);
        return context.getSocketFactory();
    }

    public static void main(String[] args) throws Exception {
        MailRows rows = new MailRows(trusting(args[0]));
        PrintStream out = new PrintStream(System.out, true, "UTF-8");
        System.setOut(System.err);
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            String[] words = line.split(" ");
            out.println(rows.answer(
                    words[0],
                    Integer.parseInt(words[1]),
                    words[2],
                    Integer.parseInt(words[3]),
                    Integer.parseInt(words[4])));
        }
    }
}

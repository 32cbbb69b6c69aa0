package io.pymap.imap.session;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.pymap.imap.ImapProtocol;
import io.pymap.imap.session.MailboxView.Telling;
import io.pymap.imap.session.SessionState.Authenticated;
import io.pymap.imap.session.SessionState.Selected;
import io.pymap.imap.syntax.ArgumentReader;
import io.pymap.imap.syntax.Frame;
import io.pymap.imap.syntax.ResponseWriter;
import io.pymap.imap.vocabulary.CommandSpec;
import io.pymap.imap.vocabulary.CommandSpec.Trait;
import io.pymap.imap.vocabulary.Vocabulary;
import io.pymap.mailbox.Account;
import io.pymap.mailbox.Content;
import io.pymap.mailbox.InternalDate;
import io.pymap.mailbox.Mailbox;
import io.pymap.mailbox.MailboxName;
import io.pymap.mailbox.Message;
import io.pymap.mailbox.NewMessage;
import io.pymap.summary.Summaries;
import io.pymap.transcripts.BelievingClient;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.random.RandomGenerator;

/** One session with the real commands, and the client at its other end. Belongs to one thread. */
final class ModelSession {

    private static final Vocabulary WORDS = ImapProtocol.standard().vocabulary();
    private static final List<String> FLAGS = List.of("\\Seen", "\\Flagged", "\\Draft", "Work");

    private final BelievingClient client = new BelievingClient();
    private final Selected session;
    private final Mailbox mailbox;
    private final boolean examines;

    ModelSession(Account account, boolean examines) {
        this.examines = examines;
        this.mailbox = account.find(MailboxName.INBOX).orElseThrow();
        Connection connection = new Connection(
                "model", WORDS.names(), Limits.DEFAULT, InstantSource.system(), new Summaries(), false, false, true);
        MailboxView view = new MailboxView(mailbox, examines);
        session = new Selected(new Authenticated(connection, account), MailboxName.INBOX, view);
        hear(new Untagged.Exists(view.size()), false);
        run("UID FETCH 1:* FLAGS");
    }

    /** Something that a client does. */
    void step(RandomGenerator random) {
        int size = client.size();
        int number = size == 0 ? 0 : 1 + random.nextInt(size);
        if (number > 0 && client.uid(number) == 0) {
            run("FETCH " + number + " (UID FLAGS)");
            return;
        }
        int choice = random.nextInt(12);
        if (choice == 0 && !examines) {
            mailbox.append(List.of(new NewMessage(
                    Content.of("\r\n".getBytes(ISO_8859_1)), io.pymap.mailbox.Flags.NONE, new InternalDate(0, 0))));
            run("NOOP");
        } else if (choice == 1 || number == 0) {
            run("NOOP");
        } else if (choice == 2) {
            run("SEARCH ALL");
        } else if (choice == 3) {
            run("FETCH " + number + " (UID FLAGS)");
        } else if (examines) {
            run("UID FETCH " + client.uid(number) + " FLAGS");
        } else if (choice == 4) {
            run("STORE " + number + " +FLAGS (\\Deleted)");
        } else if (choice == 5) {
            run(random.nextBoolean() ? "EXPUNGE" : "UID EXPUNGE " + client.uid(number));
        } else if (choice == 6) {
            run("FETCH " + number + " (UID BODY[])");
        } else if (choice == 7) {
            run(random.nextBoolean() ? "COPY " + number + " INBOX" : "MOVE " + number + " INBOX");
        } else {
            store(number, random);
        }
    }

    private void store(int number, RandomGenerator random) {
        String flag = FLAGS.get(random.nextInt(FLAGS.size()));
        boolean set = random.nextBoolean();
        boolean silent = random.nextBoolean();
        boolean byUid = random.nextBoolean();
        String command = (byUid ? "UID STORE " + client.uid(number) : "STORE " + number) + (set ? " +" : " -") + "FLAGS"
                + (silent ? ".SILENT" : "") + " (" + flag + ")";
        if (silent) { // what the server tells comes after this, and corrects it
            client.assume(number, flag, set);
        }
        run(command);
    }

    private void run(String line) {
        ArgumentReader in = new ArgumentReader(new Frame.Command(List.of(line.getBytes(ISO_8859_1)), List.of(), false));
        String name = in.keyword();
        if (name.equals("UID")) {
            name += " " + in.space().keyword();
        }
        CommandSpec<?> spec = WORDS.command(name).orElseThrow();
        boolean numbersInUse = spec.is(Trait.HIDES_EXPUNGES);
        Iterator<? extends Untagged> data =
                spec.parse(in, WORDS).execute(session).data();
        while (data.hasNext()) {
            hear(data.next(), numbersInUse);
        }
        session.view()
                .catchUp(!numbersInUse, new Telling(spec.byUid(), false))
                .forEach(response -> hear(response, numbersInUse));
        if (session.view().size() != client.size()) {
            throw new AssertionError("the client knows " + client.size() + " messages, the session "
                    + session.view().size());
        }
    }

    private void hear(Untagged response, boolean numbersInUse) {
        if (response == Untagged.NOTHING) {
            return;
        }
        StringBuilder text = new StringBuilder();
        ResponseWriter writer = new ResponseWriter(new ResponseWriter.Sink() {
            @Override
            public void octets(byte[] octets, int length) {
                text.append(new String(octets, 0, length, ISO_8859_1));
            }

            @Override
            public void content(Content content) {}
        });
        writer.text("* ");
        response.writeTo(writer);
        writer.drain();
        client.hear(text.toString().replaceAll("\\{\\d+}\r\n", "<<>>"), numbersInUse);
    }

    /** After a last NOOP the client must know what is there. Answers which UIDs are recent here. */
    List<Long> verify() {
        run("NOOP");
        Map<Long, Set<String>> known = new TreeMap<>();
        List<Long> recent = new ArrayList<>();
        for (int number = 1; number <= client.size(); number++) {
            if (client.uid(number) == 0) {
                run("FETCH " + number + " UID"); // and no flags: those must have been told
            }
            Set<String> flags = new TreeSet<>(client.flags(number));
            if (flags.remove("\\Recent") && !examines) {
                recent.add(client.uid(number));
            }
            known.put(client.uid(number), flags);
        }
        Map<Long, Set<String>> there = new TreeMap<>();
        for (Message message : mailbox.changesSince(0).updated()) {
            there.put(message.uid(), new TreeSet<>(message.flags().asList()));
        }
        if (!known.equals(there)) {
            throw new AssertionError("the client knows " + known + "\nand there is   " + there);
        }
        return recent;
    }
}

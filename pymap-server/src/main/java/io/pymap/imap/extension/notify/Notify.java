package io.pymap.imap.extension.notify;

import io.pymap.imap.session.Connection;
import io.pymap.imap.session.Reply;
import io.pymap.imap.session.SelectedEvents;
import io.pymap.imap.session.SessionState.Authenticated;
import io.pymap.imap.syntax.ArgumentReader;
import io.pymap.imap.vocabulary.Command;
import io.pymap.imap.vocabulary.CommandSpec;
import io.pymap.imap.vocabulary.Extension;
import io.pymap.imap.vocabulary.Vocabulary;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** NOTIFY: news of any mailbox at any time. RFC 5465. A client's own changes are told as well. */
public final class Notify implements Extension {

    private static final int MAX_GROUPS = 100;

    @Override
    public String name() {
        return "NOTIFY";
    }

    @Override
    public String source() {
        return "RFC 5465";
    }

    @Override
    public String summary() {
        return "News of any mailbox, as they happen";
    }

    @Override
    public List<CommandSpec<?>> commands() {
        return List.of(CommandSpec.of("NOTIFY", Authenticated.class, Notify::parse));
    }

    private static Command<Authenticated> parse(ArgumentReader in, Vocabulary words) {
        String form = in.space().keyword();
        if (form.equals("NONE")) {
            return session -> {
                forget(session.connection());
                session.connection().tell(SelectedEvents.NONE);
                return Reply.ok("NOTIFY completed.");
            };
        }
        if (!form.equals("SET")) {
            throw in.expected("SET or NONE before this");
        }
        in.space();
        boolean withStatus = in.nextIsWord("STATUS");
        if (withStatus) {
            in.keyword();
            in.space();
        }
        List<EventGroup> groups = new ArrayList<>();
        do {
            if (groups.size() == MAX_GROUPS) {
                throw in.expected("at most " + MAX_GROUPS + " groups of events");
            }
            groups.add(EventGroup.parse(in, words));
        } while (in.skip(' '));
        if (groups.stream().filter(group -> group.mailboxes().isOfSelected()).count() > 1) {
            throw in.expected("one group for the selected mailbox before this"); // RFC 5465 6.1
        }
        return session -> set(groups, withStatus, session, words);
    }

    private static Reply set(List<EventGroup> groups, boolean withStatus, Authenticated session, Vocabulary words) {
        Connection connection = session.connection();
        forget(connection);
        Optional<EventGroup> ofSelected = groups.stream()
                .filter(group -> group.mailboxes().isOfSelected())
                .findFirst();
        connection.tell(ofSelected
                .filter(EventGroup::tellsOfMessages)
                .<SelectedEvents>map(SelectedNews::new)
                .orElse(SelectedEvents.NONE));
        MailboxNews news = new MailboxNews(groups, session, words);
        connection.add(news);
        return Reply.ok("NOTIFY completed.").with(news.opening(session, withStatus));
    }

    private static void forget(Connection connection) {
        connection.newsSources().stream().filter(MailboxNews.class::isInstance).forEach(connection::remove);
    }
}

package io.pymap.imap.extension.notify;

import io.pymap.imap.session.Refusal;
import io.pymap.imap.session.ResponseCode;
import io.pymap.imap.syntax.ArgumentReader;
import io.pymap.imap.vocabulary.FetchItem;
import io.pymap.imap.vocabulary.MailboxFilter;
import io.pymap.imap.vocabulary.MailboxFilter.Kind;
import io.pymap.imap.vocabulary.Vocabulary;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * Events of which a client is told, and in which mailboxes. RFC 5465 8.
 *
 * @param fetched what is told of a new message in the selected mailbox
 */
record EventGroup(MailboxFilter mailboxes, Set<Event> events, List<FetchItem> fetched) {

    private static final int MAX_ITEMS = 100;

    EventGroup {
        events = Set.copyOf(events);
        fetched = List.copyOf(fetched);
    }

    static EventGroup parse(ArgumentReader in, Vocabulary words) {
        in.expect('(');
        MailboxFilter mailboxes = MailboxFilter.parse(in, EnumSet.complementOf(EnumSet.of(Kind.SUBTREE_ONE)));
        in.space();
        Set<Event> events = EnumSet.noneOf(Event.class);
        List<FetchItem> fetched = new ArrayList<>();
        if (in.nextIsWord("NONE")) {
            in.keyword();
        } else {
            in.expect('(');
            do {
                Event event = event(in);
                events.add(event);
                if (event == Event.MESSAGE_NEW && in.next(' ') && nextIsList(in)) {
                    fetched.addAll(items(in, words));
                }
            } while (in.skip(' '));
            in.expect(')');
        }
        in.expect(')');
        check(in, mailboxes, events);
        return new EventGroup(mailboxes, events, fetched);
    }

    private static boolean nextIsList(ArgumentReader in) {
        ArgumentReader.Place place = in.place();
        boolean list = in.space().next('(');
        if (!list) {
            in.backTo(place);
        }
        return list;
    }

    private static List<FetchItem> items(ArgumentReader in, Vocabulary words) {
        List<FetchItem> items = new ArrayList<>();
        in.expect('(');
        do {
            if (items.size() == MAX_ITEMS) {
                throw in.expected("at most " + MAX_ITEMS + " FETCH items");
            }
            items.add(words.fetchItem(in));
        } while (in.skip(' '));
        in.expect(')');
        return items;
    }

    /** RFC 5465 3.1: what the server does not know is refused with what it knows. */
    private static Event event(ArgumentReader in) {
        String name = in.keyword();
        return Event.find(name)
                .orElseThrow(() -> new Refusal(
                        new ResponseCode("BADEVENT (" + Event.all() + ")"), "There is no such event here."));
    }

    /** RFC 5465 5, 6.1. */
    private static void check(ArgumentReader in, MailboxFilter mailboxes, Set<Event> events) {
        boolean arrivals = events.contains(Event.MESSAGE_NEW);
        if (arrivals != events.contains(Event.MESSAGE_EXPUNGE)) {
            throw in.expected("MessageNew and MessageExpunge together before this");
        }
        if (events.contains(Event.FLAG_CHANGE) && !arrivals) {
            throw in.expected("MessageNew and MessageExpunge with FlagChange before this");
        }
        if (mailboxes.isOfSelected() && !events.stream().allMatch(Event::isOfMessages)) {
            throw in.expected("only events of messages for the selected mailbox before this");
        }
    }

    boolean tellsOfMessages() {
        return events.contains(Event.MESSAGE_NEW);
    }
}

package io.pymap.imap.extension.context;

import io.pymap.imap.command.search.Search;
import io.pymap.imap.session.MailboxFollower;
import io.pymap.imap.session.MailboxView;
import io.pymap.imap.session.MailboxView.Numbered;
import io.pymap.imap.session.Untagged;
import io.pymap.imap.vocabulary.SearchRun;
import io.pymap.search.Criterion;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A result that a client is told the changes of. RFC 5267 4.3. */
final class UpdatedResult implements MailboxFollower {

    private final SearchRun run;
    private final MailboxView view;
    private final Criterion wanted;
    private final Places places;

    /** @param wanted what is searched for, with the numbers of the time when it was asked for */
    UpdatedResult(SearchRun run, MailboxView view, Criterion wanted, Places places) {
        this.run = run;
        this.view = view;
        this.wanted = wanted;
        this.places = places;
    }

    /** Where in a result messages are. */
    interface Places {

        boolean contains(Numbered message);

        /** How many there are. */
        int size();

        /** Puts the messages in, and tells where each is then. */
        List<Placed> add(List<Numbered> messages);

        /** Takes the messages out, and tells where each was when it was its turn. */
        List<Placed> remove(List<Numbered> messages);
    }

    /** A message at a place of the result, from 1; 0 where the result is in the order of the mailbox. */
    record Placed(int place, Numbered message) {}

    /** The one that belongs to the command of that tag. */
    static Optional<UpdatedResult> of(MailboxView view, String tag) {
        return all(view).stream().filter(result -> result.run.tag().equals(tag)).findFirst();
    }

    static List<UpdatedResult> all(MailboxView view) {
        List<UpdatedResult> all = new ArrayList<>();
        for (MailboxFollower follower : view.followers()) {
            if (follower instanceof UpdatedResult result) {
                all.add(result);
            }
        }
        return all;
    }

    int size() {
        return places.size();
    }

    @Override
    public List<Untagged> leaving(List<Numbered> messages) {
        return told(
                "REMOVEFROM",
                places.remove(messages.stream().filter(places::contains).toList()));
    }

    @Override
    public List<Untagged> changed(List<Numbered> messages) {
        List<Numbered> in = new ArrayList<>();
        List<Numbered> out = new ArrayList<>();
        for (Numbered message : messages) {
            boolean matches = wanted.isFulfilledBy(Search.candidate(view, message));
            if (matches != places.contains(message)) {
                (matches ? in : out).add(message);
            }
        }
        List<Untagged> told = new ArrayList<>(told("REMOVEFROM", places.remove(out)));
        told.addAll(told("ADDTO", places.add(in)));
        return told;
    }

    private List<Untagged> told(String item, List<Placed> placed) {
        return placed.isEmpty() ? List.of() : List.of(new UpdateResponse(run, item, placed));
    }
}

package io.pymap.imap.extension.multisearch;

import io.pymap.imap.command.search.EsearchResponse;
import io.pymap.imap.command.search.Matching;
import io.pymap.imap.command.search.Search;
import io.pymap.imap.command.search.SearchKeys;
import io.pymap.imap.command.search.Steps;
import io.pymap.imap.session.MailboxView;
import io.pymap.imap.session.Reply;
import io.pymap.imap.session.SessionState.Authenticated;
import io.pymap.imap.session.SessionState.Selected;
import io.pymap.imap.session.Untagged;
import io.pymap.imap.syntax.ArgumentReader;
import io.pymap.imap.syntax.SyntaxException;
import io.pymap.imap.vocabulary.Command;
import io.pymap.imap.vocabulary.CommandSpec;
import io.pymap.imap.vocabulary.Found;
import io.pymap.imap.vocabulary.MailboxFilter;
import io.pymap.imap.vocabulary.MailboxFilter.Kind;
import io.pymap.imap.vocabulary.ReturnOption;
import io.pymap.imap.vocabulary.SearchRun;
import io.pymap.imap.vocabulary.Vocabulary;
import io.pymap.mailbox.Account;
import io.pymap.mailbox.Mailbox;
import io.pymap.mailbox.MailboxName;
import io.pymap.mailbox.Rights;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** ESEARCH. RFC 7377 2. */
record SearchMailboxes(List<MailboxFilter> sources, SearchRun run) implements Command<Authenticated> {

    static final CommandSpec<?> SPEC = CommandSpec.of("ESEARCH", Authenticated.class, SearchMailboxes::parse);

    private static final Set<Kind> KINDS = EnumSet.complementOf(EnumSet.of(Kind.SELECTED_DELAYED));
    private static final int MAX_SOURCES = 100;

    private static SearchMailboxes parse(ArgumentReader in, Vocabulary words) {
        in.space();
        List<MailboxFilter> sources = new ArrayList<>();
        if (in.nextIsWord("IN")) {
            in.keyword();
            in.space().expect('(');
            do {
                if (sources.size() == MAX_SOURCES) {
                    throw in.expected("at most " + MAX_SOURCES + " sources");
                }
                sources.add(MailboxFilter.parse(in, KINDS));
            } while (in.skip(' '));
            in.expect(')'); // there are no scope options
            in.space();
        } else {
            sources.add(new MailboxFilter(Kind.SELECTED, List.of()));
        }
        Optional<List<ReturnOption>> returned = Search.returned(in, words);
        return new SearchMailboxes(
                sources,
                new SearchRun(in.commandTag(), true, returned, Optional.empty(), SearchKeys.program(in, words)));
    }

    @Override
    public Reply execute(Authenticated session) {
        Optional<Selected> selected = session instanceof Selected state ? Optional.of(state) : Optional.empty();
        boolean ofSelected = sources.stream().anyMatch(MailboxFilter::isOfSelected);
        boolean others = !sources.stream().allMatch(MailboxFilter::isOfSelected);
        if (ofSelected && selected.isEmpty()) {
            throw new SyntaxException("Expected a mailbox to be selected.");
        }
        for (ReturnOption option : run.options()) {
            if (!option.goesWith(selected.isPresent(), others)) {
                throw new SyntaxException("Expected return options for such mailboxes.");
            }
            selected.ifPresent(state -> option.prepare(state, run));
        }
        Search.check(run.program(), session.connection());
        Iterator<MailboxName> names = names(session.account()).iterator();
        long octets = session.connection().limits().searchOctets();
        Steps.Next first =
                ofSelected ? search(selected.orElseThrow(), names, session, octets) : next(names, session, octets);
        Runnable onFailure = () -> selected.ifPresent(state -> run.options().forEach(option -> option.failed(state)));
        return Reply.ok("ESEARCH completed.").with(new Steps(first, onFailure));
    }

    /** What is meant by name or by its place. Names that are given count even where they are not listed. */
    private Set<MailboxName> names(Account account) {
        Set<MailboxName> names = new TreeSet<>();
        List<MailboxName> subscriptions = account.subscriptions();
        for (MailboxFilter source : sources) {
            if (source.kind() == Kind.MAILBOXES) {
                names.addAll(source.names());
            } else {
                account.mailboxes().stream()
                        .filter(name -> source.includes(name, account, subscriptions))
                        .forEach(names::add);
            }
        }
        return names;
    }

    /** The search of the next mailbox that is there and may be read. RFC 7377 2.2: the others are passed over. */
    private Steps.Next next(Iterator<MailboxName> names, Authenticated session, long octets) {
        while (names.hasNext()) {
            MailboxName name = names.next();
            Optional<Mailbox> mailbox =
                    session.account().find(name).filter(found -> found.rights().has(Rights.READ));
            boolean alreadySelected = session instanceof Selected selected
                    && mailbox.filter(found ->
                                    found.id().equals(selected.view().mailbox().id()))
                            .isPresent();
            if (alreadySelected && sources.stream().anyMatch(MailboxFilter::isOfSelected)) {
                continue; // it has been searched first
            }
            if (alreadySelected) {
                return search((Selected) session, names, session, octets);
            }
            if (mailbox.isPresent()) {
                MailboxView view = new MailboxView(mailbox.get(), true, session.connection());
                return search(new Selected(session, name, view), names, session, octets);
            }
        }
        return new Steps.Next(List.of(), Optional.empty());
    }

    private Steps.Next search(Selected place, Iterator<MailboxName> names, Authenticated session, long octets) {
        Matching matching = new Matching(place, run.program().criterion(), octets);
        return Steps.Next.stage(matching, () -> {
            Found found = new Found(place.view(), matching.found(), true);
            List<Untagged> told = new ArrayList<>();
            if (!found.isEmpty()) {
                told.add(EsearchResponse.of(run, found, Optional.of(source(place))));
            }
            if (place == session) {
                run.options()
                        .forEach(option -> option.completed(place, run, found).ifPresent(told::add));
            }
            Steps.Next next = next(names, session, matching.octetsLeft());
            told.addAll(next.told());
            return new Steps.Next(told, next.stage());
        });
    }

    private static Untagged source(Selected place) {
        return out -> out.text(" MAILBOX ")
                .mailbox(place.name())
                .text(" UIDVALIDITY ")
                .number(place.view().mailbox().uidValidity());
    }
}

package io.pymap.imap.extension.thread;

import io.pymap.imap.command.search.Matching;
import io.pymap.imap.command.search.Search;
import io.pymap.imap.command.search.SearchKeys;
import io.pymap.imap.command.search.Steps;
import io.pymap.imap.session.MailboxView;
import io.pymap.imap.session.Reply;
import io.pymap.imap.session.SessionState.Selected;
import io.pymap.imap.syntax.ArgumentReader;
import io.pymap.imap.vocabulary.Command;
import io.pymap.imap.vocabulary.CommandSpec;
import io.pymap.imap.vocabulary.CommandSpec.Trait;
import io.pymap.imap.vocabulary.SearchProgram;
import io.pymap.imap.vocabulary.Vocabulary;
import io.pymap.mailbox.Message;
import io.pymap.summary.Derived;
import io.pymap.summary.Summaries;
import io.pymap.thread.ThreadAlgorithm;
import java.util.List;
import java.util.function.Supplier;

/** THREAD and UID THREAD. RFC 5256 3. */
record ThreadMessages(boolean byUid, Supplier<ThreadAlgorithm> algorithm, SearchProgram program)
        implements Command<Selected> {

    static final List<CommandSpec<?>> SPECS = List.of(
            CommandSpec.of("THREAD", Selected.class, (in, words) -> parse(in, words, false), Trait.HIDES_EXPUNGES),
            CommandSpec.of("UID THREAD", Selected.class, (in, words) -> parse(in, words, true)));

    private static ThreadMessages parse(ArgumentReader in, Vocabulary words, boolean byUid) {
        String name = in.space().keyword();
        Supplier<ThreadAlgorithm> algorithm =
                words.threadAlgorithm(name).orElseThrow(() -> in.expected("a threading algorithm before this"));
        return new ThreadMessages(byUid, algorithm, SearchKeys.programWithCharset(in.space(), words));
    }

    @Override
    public Reply execute(Selected session) {
        Search.check(program, session.connection());
        Matching matching = new Matching(
                session, program.criterion(), session.connection().limits().searchOctets());
        Steps.Next first = Steps.Next.stage(matching, () -> threaded(session, matching.found()));
        return Reply.ok((byUid ? "UID THREAD" : "THREAD") + " completed.").with(new Steps(first, () -> {}));
    }

    private Steps.Next threaded(Selected session, int[] found) {
        Adding adding = new Adding(session.view(), session.connection().summaries(), found, byUid, algorithm.get());
        return Steps.Next.stage(adding, () -> Steps.Next.end(new ThreadResponse(adding.algorithm.threads())));
    }

    /** Gives the messages to the algorithm, some at a time. */
    private static final class Adding implements Steps.Work {
        private static final int MESSAGES_A_STEP = 200; // each may have to be read

        private final MailboxView view;
        private final Summaries summaries;
        private final int[] numbers;
        private final boolean byUid;
        private final ThreadAlgorithm algorithm;
        private int next;

        Adding(MailboxView view, Summaries summaries, int[] numbers, boolean byUid, ThreadAlgorithm algorithm) {
            this.view = view;
            this.summaries = summaries;
            this.numbers = numbers;
            this.byUid = byUid;
            this.algorithm = algorithm;
        }

        @Override
        public boolean advance() {
            for (int i = 0; i < MESSAGES_A_STEP && next < numbers.length; i++) {
                int number = numbers[next++];
                Message message = view.message(number);
                algorithm.add(
                        byUid ? message.uid() : number,
                        message.internalDate(),
                        summaries.get(Derived.HEADER_KEYS, message));
            }
            return next < numbers.length;
        }
    }
}

package io.pymap.imap.extension;

import io.pymap.imap.session.MailboxView;
import io.pymap.imap.session.Refusal;
import io.pymap.imap.session.Reply;
import io.pymap.imap.session.ResponseCode;
import io.pymap.imap.session.SessionState.Selected;
import io.pymap.imap.session.Untagged;
import io.pymap.imap.syntax.ArgumentReader;
import io.pymap.imap.syntax.MessageSet.Range;
import io.pymap.imap.vocabulary.Command;
import io.pymap.imap.vocabulary.CommandSpec;
import io.pymap.imap.vocabulary.Extension;
import io.pymap.imap.vocabulary.Vocabulary;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * UIDBATCHES: ranges of UIDs with so many messages each, from the latest messages on, by which a client that has no message
 * numbers takes a mailbox in pieces. RFC 10022, whose whole text was not at hand: written from its examples and limits as
 * its reviews and others quote them.
 *
 * <p>The ranges leave no UID out, from the highest that there is down to 1, so that each message is in one of them.
 */
public final class UidBatches implements Extension {

    private static final String NAME = "UIDBATCHES";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public String source() {
        return "RFC 10022";
    }

    @Override
    public String summary() {
        return "Ranges of UIDs that have so many messages each";
    }

    @Override
    public List<CommandSpec<?>> commands() {
        return List.of(CommandSpec.of(NAME, Selected.class, Batches::parse));
    }

    /**
     * The command.
     *
     * @param size messages of each batch
     * @param wanted which of the batches; the first one has the latest messages
     */
    private record Batches(String tag, long size, Optional<Range> wanted) implements Command<Selected> {

        /** RFC 10022 3.1: so that nobody makes message numbers of them. */
        private static final long LEAST = 500;

        /** RFC 10022 3.1: messages of all batches of one command together; a single one may have any number. */
        private static final long MOST = 100_000;

        private static Batches parse(ArgumentReader in, Vocabulary words) {
            long size = in.space().nonZeroNumber();
            Optional<Range> wanted = Optional.empty();
            if (in.skip(' ')) {
                long first = in.nonZeroNumber();
                wanted = Optional.of(new Range(first, in.expect(':').nonZeroNumber()));
            }
            return new Batches(in.commandTag(), size, wanted);
        }

        @Override
        public Reply execute(Selected session) {
            MailboxView view = session.view();
            Range batches = wanted.orElse(new Range(1, Long.MAX_VALUE));
            if (batches.first() > batches.last()) {
                return Reply.bad(ResponseCode.CLIENT_BUG, "Expected the lower number of a batch first.");
            }
            if (size < LEAST) {
                throw new Refusal(new ResponseCode("TOOFEW"), "Minimum batch size is " + LEAST);
            }
            long count = batches.last() - batches.first() + 1;
            if (wanted.isEmpty() ? view.size() > MOST : count > 1 && count > MOST / size) {
                throw new Refusal(new ResponseCode("TOOMANY"), "Too many messages; ask for some of the batches.");
            }
            return Reply.ok("UIDBATCHES completed.").with(told(ranges(view, batches)));
        }

        /** The first one has the highest UIDs. */
        private List<Range> ranges(MailboxView view, Range batches) {
            List<Range> ranges = new ArrayList<>();
            long there = (view.size() + size - 1) / size;
            for (long batch = batches.first(); batch <= Math.min(batches.last(), there); batch++) {
                long highest = view.size() - (batch - 1) * size;
                long below = highest - size;
                long lowestUid = below > 0 ? view.message((int) below).uid() + 1 : 1;
                ranges.add(new Range(view.message((int) highest).uid(), lowestUid));
            }
            return ranges;
        }

        private Untagged told(List<Range> ranges) {
            return out -> {
                out.text("UIDBATCHES (TAG ").string(tag).octet(')');
                char separator = ' ';
                for (Range range : ranges) {
                    out.octet(separator).number(range.first()).octet(':').number(range.last());
                    separator = ',';
                }
            };
        }
    }
}

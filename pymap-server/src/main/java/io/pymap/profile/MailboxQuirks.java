package io.pymap.profile;

import io.pymap.imap.command.Listed;
import io.pymap.imap.session.Reply;
import io.pymap.imap.session.ResponseCode;
import io.pymap.imap.session.SessionState;
import io.pymap.imap.session.Untagged;
import io.pymap.imap.vocabulary.Command;
import io.pymap.imap.vocabulary.Quirk;
import io.pymap.mailbox.MailboxName;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** What is told of mailboxes. */
final class MailboxQuirks {

    static final List<Quirk> ALL = List.of(
            new UidValidityOne(),
            new TrailingSpace(),
            new NoInferiors(),
            new NoChildInfo(),
            new MixedCaseInbox(),
            new LsubInRev2());

    private MailboxQuirks() {}

    private static final class UidValidityOne extends CommandQuirk {

        private static final Set<String> COMMANDS = Set.of(
                "SELECT", "EXAMINE", "STATUS", "LIST", "APPEND", "COPY", "UID COPY", "MOVE", "UID MOVE", "REPLACE");

        UidValidityOne() {
            super("uidvalidity-one", "UIDVALIDITY of every mailbox is 1", spec -> COMMANDS.contains(spec.name()));
        }

        @Override
        Reply changed(Reply reply, Reply.Completed done) {
            Optional<ResponseCode> code = done.code().map(found -> new ResponseCode(one(found.text())));
            Reply.Completed changed =
                    new Reply.Completed(done.status(), code, done.text(), done.limit(), done.next(), done.then());
            return new Reply(new ChangedResponses(reply.data(), UidValidityOne::one), changed);
        }

        private static Untagged one(Untagged response) {
            return response instanceof Untagged.StatusLine line
                    ? new Untagged.StatusLine(
                            line.status(), new ResponseCode(one(line.code().text())), line.text())
                    : ChangedResponses.text(response, UidValidityOne::ofStatus);
        }

        private static String one(String code) {
            return code.replaceFirst("^(UIDVALIDITY|APPENDUID|COPYUID) [0-9]+", "$1 1");
        }

        /** Not in the name of the mailbox. */
        private static String ofStatus(String response) {
            int items = response.lastIndexOf('(');
            return response.startsWith("STATUS ") && items > 0
                    ? response.substring(0, items)
                            + response.substring(items).replaceFirst("\\bUIDVALIDITY [0-9]+", "UIDVALIDITY 1")
                    : response;
        }
    }

    private static final class TrailingSpace extends CommandQuirk {

        TrailingSpace() {
            super("status-trailing-space", "A space behind the last parenthesis of STATUS", "STATUS");
        }

        @Override
        Reply changed(Reply reply, Reply.Completed done) {
            return reply.with(new ChangedResponses(reply.data(), response -> out -> {
                response.writeTo(out);
                out.space();
            }));
        }
    }

    private static final class NoInferiors extends CommandQuirk {

        NoInferiors() {
            super("inbox-noinferiors", "LIST tells INBOX as \\Noinferiors", "LIST");
        }

        @Override
        Reply changed(Reply reply, Reply.Completed done) {
            return reply.with(new ChangedResponses(reply.data(), NoInferiors::marked));
        }

        private static Untagged marked(Untagged response) {
            if (!(response instanceof Listed listed)
                    || listed.name().filter(MailboxName::isInbox).isEmpty()) {
                return response;
            }
            Set<String> attributes = new LinkedHashSet<>(listed.attributes());
            attributes.add("\\Noinferiors");
            return new Listed(listed.word(), attributes, listed.name(), listed.childInfo(), listed.oldName());
        }
    }

    private static final class NoChildInfo extends CommandQuirk {

        NoChildInfo() {
            super("children-not-told", "LIST tells neither \\HasChildren nor \\HasNoChildren", "LIST");
        }

        @Override
        Reply changed(Reply reply, Reply.Completed done) {
            return reply.with(new ChangedResponses(reply.data(), NoChildInfo::without));
        }

        private static Untagged without(Untagged response) {
            if (!(response instanceof Listed listed)) {
                return response;
            }
            Set<String> attributes = new LinkedHashSet<>(listed.attributes());
            attributes.removeAll(Set.of("\\HasChildren", "\\HasNoChildren"));
            return new Listed(listed.word(), attributes, listed.name(), listed.childInfo(), listed.oldName());
        }
    }

    private static final class MixedCaseInbox extends CommandQuirk {

        private static final Pattern INBOX = Pattern.compile("^((?:LIST|LSUB|XLIST) \\([^)]*\\) \"/\" )INBOX(?= |$)");

        MixedCaseInbox() {
            super("inbox-in-mixed-case", "LIST tells INBOX as Inbox", "LIST", "LSUB", "XLIST");
        }

        @Override
        Reply changed(Reply reply, Reply.Completed done) {
            return reply.with(new ChangedResponses(
                    reply.data(),
                    response -> ChangedResponses.text(
                            response, text -> INBOX.matcher(text).replaceFirst("$1Inbox"))));
        }
    }

    private static final class LsubInRev2 extends CommandQuirk {

        LsubInRev2() {
            super("lsub-bad-in-rev2", "LSUB is BAD once IMAP4rev2 is enabled", "LSUB");
        }

        @Override
        <S extends SessionState> Command<S> instead(Call<S> call) {
            return session -> session.connection().enabled("IMAP4rev2")
                    ? Reply.bad("Command Error. 12")
                    : call.command().execute(session);
        }
    }
}

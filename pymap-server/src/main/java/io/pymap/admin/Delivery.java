package io.pymap.admin;

import io.pymap.admin.grpc.AppendRequest;
import io.pymap.admin.grpc.AppendResponse;
import io.pymap.mailbox.Account;
import io.pymap.mailbox.Backend;
import io.pymap.mailbox.Content;
import io.pymap.mailbox.Flags;
import io.pymap.mailbox.InternalDate;
import io.pymap.mailbox.Mailbox;
import io.pymap.mailbox.MailboxException;
import io.pymap.mailbox.MailboxName;
import io.pymap.mailbox.Message;
import io.pymap.mailbox.NewMessage;
import io.pymap.memory.MemoryBudget;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.regex.Pattern;

/** Puts messages where they are to go. */
final class Delivery {

    /** A keyword is an atom: RFC 9051 9. */
    private static final Pattern KEYWORD = Pattern.compile("[\\x21-\\x7E&&[^(){%*\"\\\\\\]]]{1,250}");

    private static final int MOST_FLAGS = 100;

    private final Backend backend;
    private final InstantSource clock;
    private final long most;
    private final MemoryBudget memory;

    /**
     * @param most octets that a message may have
     * @param memory for messages that are not delivered yet
     */
    Delivery(Backend backend, InstantSource clock, long most, MemoryBudget memory) {
        this.backend = backend;
        this.clock = clock;
        this.most = most;
        this.memory = memory;
    }

    /** An empty one. */
    Letter letter() {
        return new Letter(most, memory);
    }

    /** As the client named it. */
    static String mailboxOf(AppendRequest request) {
        return request.hasMailbox() ? request.getMailbox() : MailboxName.INBOX.value();
    }

    /** @param request says for whom the letter is, and where it goes */
    AppendResponse deliver(Letter letter, AppendRequest request) {
        Calls.knownCaller().require(request.getUser());
        Flags flags = flags(request.getFlagsList());
        Content content = letter.content();
        if (letter.isTooLarge()) {
            throw appendFailure("TOOBIG", "The message has more than " + most + " octets.");
        }
        if (content.size() == 0) {
            throw appendFailure("CANNOT", "There is nothing in the message.");
        }
        Mailbox mailbox = mailbox(request);
        Message added = mailbox.append(List.of(new NewMessage(content, flags, date(request))))
                .get(0);
        return AppendResponse.newBuilder()
                .setResult(Answers.success("Append"))
                .setMailbox(mailboxOf(request))
                .setValidity((int) mailbox.uidValidity())
                .setUid((int) added.uid())
                .build();
    }

    private Mailbox mailbox(AppendRequest request) {
        Account account = backend.account(request.getUser());
        return account.find(name(request))
                .orElseThrow(() -> new Refusal("MailboxNotFound", "TRYCREATE", "Mailbox does not exist."));
    }

    private static MailboxName name(AppendRequest request) {
        try {
            return new MailboxName(mailboxOf(request));
        } catch (MailboxException.NotAllowed e) {
            throw new Refusal("MailboxNotFound", "CANNOT", e.getMessage() + ".");
        }
    }

    private InternalDate date(AppendRequest request) {
        if (request.getWhen() == 0) {
            return InternalDate.of(clock.instant());
        }
        if (request.getWhen() < 0 || request.getWhen() > 253_402_300_799L) {
            throw appendFailure("CANNOT", "The date is not one up to the year 9999.");
        }
        return InternalDate.of(Instant.ofEpochSecond(request.getWhen()));
    }

    private static Flags flags(List<String> names) {
        boolean known = names.size() <= MOST_FLAGS
                && names.stream()
                        .allMatch(name -> Flags.SYSTEM.contains(name)
                                || KEYWORD.matcher(name).matches());
        if (!known) {
            throw appendFailure("CANNOT", "Flags are up to " + MOST_FLAGS + " of " + Flags.SYSTEM + " and keywords.");
        }
        return Flags.of(names);
    }

    private static Refusal appendFailure(String code, String text) {
        return new Refusal("AppendFailure", code, text);
    }
}

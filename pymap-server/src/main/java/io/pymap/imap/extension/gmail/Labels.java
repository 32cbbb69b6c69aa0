package io.pymap.imap.extension.gmail;

import io.pymap.mailbox.Account;
import io.pymap.mailbox.Flags;
import io.pymap.mailbox.Mailbox;
import io.pymap.mailbox.MailboxName;
import io.pymap.mailbox.Message;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Which labels each message of an account has, at one moment. The selected mailbox is no label of what is in it. */
final class Labels {

    private final Map<String, List<Label>> byEmailId = new HashMap<>();

    Labels(Account account, Mailbox selected) {
        for (MailboxName name : account.mailboxes()) {
            if (!account.ownerOf(name).equals(account.user())) {
                continue;
            }
            Optional<Mailbox> mailbox =
                    account.find(name).filter(found -> !found.id().equals(selected.id()));
            Optional<Label> label = mailbox.flatMap(found -> Label.of(name, found));
            if (label.isPresent()) {
                for (Message message : mailbox.get().changesSince(0).updated()) {
                    List<Label> labels = byEmailId.computeIfAbsent(message.emailId(), id -> new ArrayList<>(1));
                    if (!labels.contains(label.get())) {
                        labels.add(label.get());
                    }
                }
            }
        }
    }

    List<Label> of(Message message) {
        List<Label> labels = new ArrayList<>(byEmailId.getOrDefault(message.emailId(), List.of()));
        if (message.flags().contains(Flags.FLAGGED)) {
            labels.add(new Label(Label.STARRED));
        }
        return labels;
    }
}

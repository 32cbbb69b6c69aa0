package io.pymap.backend.maildir;

import io.pymap.mailbox.AccessKey;
import io.pymap.mailbox.AccessKeys;
import io.pymap.mailbox.Mailbox;
import io.pymap.mailbox.MailboxException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Access keys in {@code pymap-account}. */
record MaildirAccessKeys(StateFile<AccountState> state) implements AccessKeys {

    @Override
    public Optional<AccessKey> find(Mailbox mailbox) {
        return Optional.ofNullable(state.get().keys().get(mailbox.id()));
    }

    @Override
    public AccessKey obtain(Mailbox mailbox) {
        return find(mailbox).orElseGet(() -> put(mailbox.id(), false));
    }

    @Override
    public AccessKey renew(Mailbox mailbox) {
        return put(mailbox.id(), true);
    }

    private AccessKey put(String mailboxId, boolean anew) {
        AccessKey fresh = AccessKey.random();
        AccountState after = state.change(before -> {
            Map<String, AccessKey> keys = new HashMap<>(before.keys());
            if (!keys.containsKey(mailboxId) && keys.size() >= MAX_KEYS) {
                throw new MailboxException.OverLimit("A user has at most " + MAX_KEYS + " mailbox access keys");
            }
            if (anew) {
                keys.put(mailboxId, fresh);
            } else {
                keys.putIfAbsent(mailboxId, fresh);
            }
            return before.withKeys(keys);
        });
        return after.keys().getOrDefault(mailboxId, fresh);
    }

    @Override
    public void clear() {
        state.change(before -> before.withKeys(Map.of()));
    }

    /** The mailbox of that id is gone. */
    void forget(String mailboxId) {
        if (!state.get().keys().containsKey(mailboxId)) {
            return;
        }
        state.change(before -> {
            Map<String, AccessKey> keys = new HashMap<>(before.keys());
            keys.remove(mailboxId);
            return before.withKeys(keys);
        });
    }
}

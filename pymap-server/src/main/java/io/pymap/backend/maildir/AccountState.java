package io.pymap.backend.maildir;

import io.pymap.mailbox.AccessKey;
import io.pymap.mailbox.Annotations;
import io.pymap.mailbox.Quota.Resource;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;

/**
 * What {@code pymap-account} in the root of a user's mail says.
 *
 * @param annotations of the server, as this user alone sees them
 * @param keys by mailbox id
 * @param limits of the quota
 */
record AccountState(Annotations annotations, Map<String, AccessKey> keys, Map<Resource, Long> limits) {

    static final AccountState NEW = new AccountState(Annotations.NONE, Map.of(), Map.of());

    AccountState {
        keys = Map.copyOf(keys);
        limits = Map.copyOf(limits);
    }

    AccountState with(Annotations others) {
        return new AccountState(others, keys, limits);
    }

    AccountState withKeys(Map<String, AccessKey> others) {
        return new AccountState(annotations, others, limits);
    }

    AccountState withLimits(Map<Resource, Long> others) {
        return new AccountState(annotations, keys, others);
    }

    /** How it is written. */
    static final StateFile.Form<AccountState> FORM = new StateFile.Form<>() {

        @Override
        public void write(DataOutputStream out, AccountState state) throws IOException {
            Forms.write(out, state.annotations);
            out.writeInt(state.keys.size());
            for (Map.Entry<String, AccessKey> key : state.keys.entrySet()) {
                out.writeUTF(key.getKey());
                Forms.write(out, key.getValue().octets());
            }
            out.writeInt(state.limits.size());
            for (Map.Entry<Resource, Long> limit : state.limits.entrySet()) {
                out.writeUTF(limit.getKey().name());
                out.writeLong(limit.getValue());
            }
        }

        @Override
        public AccountState read(DataInputStream in) throws IOException {
            Annotations annotations = Forms.annotations(in);
            Map<String, AccessKey> keys = new HashMap<>();
            for (int left = in.readInt(); left > 0; left--) {
                keys.put(in.readUTF(), AccessKey.of(Forms.octets(in)));
            }
            Map<Resource, Long> limits = new HashMap<>();
            for (int left = in.readInt(); left > 0; left--) {
                limits.put(Resource.valueOf(in.readUTF()), in.readLong());
            }
            return new AccountState(annotations, keys, limits);
        }
    };
}

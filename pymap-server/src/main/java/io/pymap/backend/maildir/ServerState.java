package io.pymap.backend.maildir;

import io.pymap.mailbox.Acl;
import io.pymap.mailbox.Annotations;
import io.pymap.mailbox.MailboxName;
import io.pymap.mailbox.SharedMailbox;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;

/**
 * What the file beside that of the users says, whose name is the same with {@code .pymap} behind it.
 *
 * @param annotations of the server that all users share
 * @param shares the rights on mailboxes that others than their owner have rights on: where to look for what is shared
 */
record ServerState(Annotations annotations, Map<SharedMailbox, Acl> shares) {

    static final ServerState NEW = new ServerState(Annotations.NONE, Map.of());

    ServerState {
        shares = Map.copyOf(shares);
    }

    ServerState with(Annotations others) {
        return new ServerState(others, shares);
    }

    ServerState withShares(Map<SharedMailbox, Acl> others) {
        return new ServerState(annotations, others);
    }

    /** How it is written. */
    static final StateFile.Form<ServerState> FORM = new StateFile.Form<>() {

        @Override
        public void write(DataOutputStream out, ServerState state) throws IOException {
            Forms.write(out, state.annotations);
            out.writeInt(state.shares.size());
            for (Map.Entry<SharedMailbox, Acl> share : state.shares.entrySet()) {
                out.writeUTF(share.getKey().owner());
                out.writeUTF(share.getKey().name().value());
                Forms.write(out, share.getValue());
            }
        }

        @Override
        public ServerState read(DataInputStream in) throws IOException {
            Annotations annotations = Forms.annotations(in);
            Map<SharedMailbox, Acl> shares = new HashMap<>();
            for (int left = in.readInt(); left > 0; left--) {
                shares.put(new SharedMailbox(in.readUTF(), new MailboxName(in.readUTF())), Forms.acl(in));
            }
            return new ServerState(annotations, shares);
        }
    };
}

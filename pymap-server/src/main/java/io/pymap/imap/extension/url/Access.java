package io.pymap.imap.extension.url;

import io.pymap.auth.Identity;

/** Who may fetch what a URL names: the access identifiers of RFC 4467 3. */
enum Access {

    /** {@code user+}: the user of that name. */
    USER {
        @Override
        boolean allows(Identity identity, String user) {
            return !identity.anonymous() && identity.user().name().equals(user);
        }
    },

    /** {@code submit+}: a submission server, which answers for that it acts for the user of that name. */
    SUBMIT {
        @Override
        boolean allows(Identity identity, String user) {
            return !identity.anonymous() && identity.user().isSubmission();
        }
    },

    /** Every user of the server. */
    AUTHUSER {
        @Override
        boolean allows(Identity identity, String user) {
            return !identity.anonymous();
        }
    },

    /** Everybody. */
    ANONYMOUS {
        @Override
        boolean allows(Identity identity, String user) {
            return true;
        }
    };

    /** @param user who is named; empty where nobody can be */
    abstract boolean allows(Identity identity, String user);
}

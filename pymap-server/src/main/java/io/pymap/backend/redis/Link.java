package io.pymap.backend.redis;

import java.util.List;

/** A way to ask Redis. Waits for the answers; safe for use by many threads. */
interface Link {

    /**
     * Asks all at once, in one round trip, and answers in the same order.
     *
     * @throws io.pymap.mailbox.MailboxException.Unavailable where there is no answer in time; a change may have been made
     * @throws io.pymap.mailbox.MailboxException.OverQuota where Redis has no memory left
     */
    List<Answer> ask(List<Call> calls);

    default Answer ask(Call call) {
        return ask(List.of(call)).get(0);
    }

    /** Asks without waiting for the answer, which may never come: for what can get lost. */
    void tell(Call call);

    /** All keys that match the pattern and have a value of that type. Walks through the whole database. */
    List<byte[]> scan(String pattern, String type);
}

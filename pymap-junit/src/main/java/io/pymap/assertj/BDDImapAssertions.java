package io.pymap.assertj;

import io.pymap.fixture.MailboxFixture;
import io.pymap.fixture.StoredMessage;
import io.pymap.transcript.Exchange;
import io.pymap.transcript.Transcript;
import org.assertj.core.api.BDDAssertions;

/** {@code then} for transcripts and mailboxes, and all of AssertJ's own. */
public class BDDImapAssertions extends BDDAssertions {

    /** For those who derive from it. */
    protected BDDImapAssertions() {}

    public static TranscriptAssert then(Transcript actual) {
        return new TranscriptAssert(actual);
    }

    public static ExchangeAssert then(Exchange actual) {
        return new ExchangeAssert(actual);
    }

    public static MailboxAssert then(MailboxFixture actual) {
        return new MailboxAssert(actual);
    }

    public static MessageAssert then(StoredMessage actual) {
        return new MessageAssert(actual);
    }
}

package io.pymap.assertj;

import io.pymap.fixture.MailboxFixture;
import io.pymap.fixture.StoredMessage;
import io.pymap.transcript.Exchange;
import io.pymap.transcript.Transcript;
import org.assertj.core.api.Assertions;
import org.assertj.core.api.InstanceOfAssertFactory;

/** {@code assertThat} for transcripts and mailboxes, and all of AssertJ's own. */
public class ImapAssertions extends Assertions {

    /** For {@code asInstanceOf}. */
    public static final InstanceOfAssertFactory<Transcript, TranscriptAssert> TRANSCRIPT =
            new InstanceOfAssertFactory<>(Transcript.class, TranscriptAssert::new);

    /** For {@code asInstanceOf}. */
    public static final InstanceOfAssertFactory<Exchange, ExchangeAssert> EXCHANGE =
            new InstanceOfAssertFactory<>(Exchange.class, ExchangeAssert::new);

    /** For {@code asInstanceOf}. */
    public static final InstanceOfAssertFactory<MailboxFixture, MailboxAssert> MAILBOX =
            new InstanceOfAssertFactory<>(MailboxFixture.class, MailboxAssert::new);

    /** For {@code asInstanceOf}, such as that of {@code messages().last(MESSAGE)}. */
    public static final InstanceOfAssertFactory<StoredMessage, MessageAssert> MESSAGE =
            new InstanceOfAssertFactory<>(StoredMessage.class, MessageAssert::new);

    /** For those who derive from it. */
    protected ImapAssertions() {}

    public static TranscriptAssert assertThat(Transcript actual) {
        return new TranscriptAssert(actual);
    }

    public static ExchangeAssert assertThat(Exchange actual) {
        return new ExchangeAssert(actual);
    }

    public static MailboxAssert assertThat(MailboxFixture actual) {
        return new MailboxAssert(actual);
    }

    public static MessageAssert assertThat(StoredMessage actual) {
        return new MessageAssert(actual);
    }
}

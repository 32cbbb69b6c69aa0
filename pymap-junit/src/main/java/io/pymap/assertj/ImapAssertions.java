package io.pymap.assertj;

import io.pymap.transcript.Transcript;
import org.assertj.core.api.Assertions;
import org.assertj.core.api.InstanceOfAssertFactory;

/** {@code assertThat} for what pymap records, and all of AssertJ's own. */
public class ImapAssertions extends Assertions {

    /** For {@code asInstanceOf}. */
    public static final InstanceOfAssertFactory<Transcript, TranscriptAssert> TRANSCRIPT =
            new InstanceOfAssertFactory<>(Transcript.class, TranscriptAssert::new);

    /** For those who derive from it. */
    protected ImapAssertions() {}

    public static TranscriptAssert assertThat(Transcript actual) {
        return new TranscriptAssert(actual);
    }
}

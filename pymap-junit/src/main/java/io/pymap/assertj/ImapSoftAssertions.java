package io.pymap.assertj;

import org.assertj.core.api.SoftAssertions;

/** AssertJ's soft assertions, and those of {@link ImapSoftly}: for {@code @InjectSoftAssertions} or by hand. */
public class ImapSoftAssertions extends SoftAssertions implements ImapSoftly {

    public ImapSoftAssertions() {}
}

package io.pymap.samples.spring;

import static io.pymap.fixture.MessageSpec.message;
import static org.assertj.core.api.Assertions.assertThat;

import io.pymap.fixture.Flag;
import io.pymap.fixture.ImapServerHandle;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

class UnreadCounterTest extends MailApplicationTest {

    @Autowired
    private MailApplication.UnreadCounter counter;

    @Test
    void countsUnreadMail(ImapServerHandle imap) throws Exception {
        imap.inbox().append(message(), message().flags(Flag.SEEN));

        assertThat(counter.count()).isEqualTo(1);
    }

    @Test
    void findsNothingOfOtherTests() throws Exception {
        assertThat(counter.count()).isZero();
    }
}

package io.pymap.samples.redis;

import static io.pymap.assertj.ImapAssertions.assertThat;
import static io.pymap.fixture.MessageSpec.message;
import static org.assertj.core.api.Assertions.assertThat;

import io.pymap.fixture.Backend;
import io.pymap.fixture.ImapServerHandle;
import io.pymap.junit.ImapServer;
import io.pymap.junit.On;
import jakarta.mail.Flags;
import jakarta.mail.Folder;
import jakarta.mail.MessagingException;
import jakarta.mail.Store;
import jakarta.mail.event.MessageCountAdapter;
import jakarta.mail.event.MessageCountEvent;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.eclipse.angus.mail.imap.IMAPFolder;
import org.junit.jupiter.api.Test;

/** Two servers in front of one store, as behind a load balancer: what is done through one shows on the other. */
@ImapServer(name = "one", backend = Backend.REDIS)
@ImapServer(name = "two", mailOf = "one")
class TwoServersTest {

    @Test
    void seesOnOneServerWhatWasDoneThroughTheOther(
            @On("one") ImapServerHandle imap, @On("one") Store one, @On("two") Store two) throws MessagingException {
        imap.inbox().append(message().subject("Lunch?"), message().subject("Minutes"));
        Folder here = opened(one);

        here.getMessage(2).setFlag(Flags.Flag.ANSWERED, true);
        here.getMessage(1).setFlag(Flags.Flag.DELETED, true);
        here.expunge();

        Folder there = opened(two);
        assertThat(there.getMessageCount()).isEqualTo(1);
        assertThat(there.getMessage(1).getSubject()).isEqualTo("Minutes");
        assertThat(there.getMessage(1).isSet(Flags.Flag.ANSWERED)).isTrue();
    }

    @Test
    void isToldWhileItIdlesOnTheOther(
            @On("one") ImapServerHandle one, @On("two") ImapServerHandle two, @On("two") Store store) throws Exception {
        IMAPFolder inbox = (IMAPFolder) opened(store);
        CompletableFuture<String> told = new CompletableFuture<>();
        inbox.addMessageCountListener(new MessageCountAdapter() {
            @Override
            public void messagesAdded(MessageCountEvent added) {
                told.complete("messages: " + added.getMessages().length);
            }
        });
        ExecutorService thread = Executors.newSingleThreadExecutor();
        Future<?> idle = thread.submit(() -> {
            inbox.idle(true);
            return null;
        });
        two.await().idling("INBOX");

        one.inbox().append(message());

        assertThat(told.get(5, TimeUnit.SECONDS)).isEqualTo("messages: 1");
        idle.get(5, TimeUnit.SECONDS);
        thread.shutdown();
        assertThat(two.transcript()).exchange("IDLE").hasUntagged("* 1 EXISTS");
    }

    private static Folder opened(Store store) throws MessagingException {
        Folder inbox = store.getFolder("INBOX");
        inbox.open(Folder.READ_WRITE);
        return inbox;
    }
}

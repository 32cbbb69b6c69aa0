package io.pymap.admin;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import io.grpc.stub.StreamObserver;
import io.pymap.admin.grpc.AppendRequest;
import io.pymap.admin.grpc.AppendResponse;
import io.pymap.mailbox.Content;
import io.pymap.mailbox.Flags;
import io.pymap.mailbox.InternalDate;
import io.pymap.mailbox.Message;
import org.junit.jupiter.api.Test;

class MailboxServiceTest extends AdminFixture {

    @Test
    void deliversMessages() {
        try (AdminClient admin = admin()) {
            AppendResponse response = admin.mailboxes()
                    .append(letter("From ann Thu Jan  1 00:00:00 1970\nSubject: a\r\n\nb\n")
                            .setSender("me@example.com")
                            .setRecipient("ann@example.com")
                            .addFlags("\\Seen")
                            .addFlags("Work")
                            .setWhen(1_700_000_000)
                            .build());
            assertDone(response.getResult());
            assertThat(response.getMailbox()).isEqualTo("INBOX");

            Message message = messages("ann").get(0);
            assertThat(response.getUid()).isEqualTo((int) message.uid());
            assertThat(message.flags()).isEqualTo(Flags.of("\\Seen", "Work"));
            assertThat(message.internalDate()).isEqualTo(new InternalDate(1_700_000_000, 0));
            Content.InMemory content = message.content().load();
            assertThat(new String(content.array(), content.offset(), content.length(), UTF_8))
                    .isEqualTo("Subject: a\r\n\r\nb\r\n");
        }
    }

    @Test
    void saysWhyItDoesNotDeliver() {
        try (AdminClient admin = admin()) {
            AppendResponse nowhere =
                    admin.mailboxes().append(letter("x").setMailbox("Nowhere").build());
            assertRefused(nowhere.getResult(), "MailboxNotFound", "Append NO [TRYCREATE] Mailbox does not exist.");
            assertThat(nowhere.getMailbox()).isEqualTo("Nowhere");
            assertThat(append(admin, letter("x").setMailbox("a//b"))).isEqualTo("MailboxNotFound");
            assertThat(append(admin, letter("x").setUser("nobody"))).isEqualTo("UserNotFound");
            assertThat(append(admin, letter(""))).isEqualTo("AppendFailure");
            assertThat(append(admin, letter("x").addFlags("\\Recent"))).isEqualTo("AppendFailure");
            assertThat(append(admin, letter("x").addFlags("a b"))).isEqualTo("AppendFailure");
            assertThat(append(admin, letter("x").setWhen(-1))).isEqualTo("AppendFailure");
        }
        assertThat(messages("ann")).isEmpty();
    }

    private static String append(AdminClient client, AppendRequest.Builder request) {
        return client.mailboxes().append(request.build()).getResult().getKey();
    }

    @Test
    void takesLargeMessagesInPieces() throws Exception {
        ByteString chunk = ByteString.copyFromUtf8("0123456789abcde\n".repeat(1 << 16)); // 1 MiB
        try (AdminClient admin = admin()) {
            assertDone(stream(admin, chunk, 17).getResult());
            assertThat(messages("ann")).hasSize(1);
            assertThat(messages("ann").get(0).size()).isEqualTo(17L * (17 << 16));
            assertRefused(
                    stream(admin, chunk, 19).getResult(),
                    "AppendFailure",
                    "Append NO [TOOBIG] The message has more than 20000000 octets.");
            assertThat(messages("ann")).hasSize(1);
        }
    }

    private static AppendResponse stream(AdminClient client, ByteString chunk, int count) throws Exception {
        AwaitedResponse answer = new AwaitedResponse();
        StreamObserver<AppendRequest> out = client.mailboxStreams().appendStream(answer);
        out.onNext(AppendRequest.newBuilder().setUser("ann").build());
        for (int i = 0; i < count; i++) {
            out.onNext(AppendRequest.newBuilder().setData(chunk).build());
        }
        out.onCompleted();
        return answer.get();
    }
}

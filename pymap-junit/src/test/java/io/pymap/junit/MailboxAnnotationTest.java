package io.pymap.junit;

import static org.assertj.core.api.Assertions.assertThat;

import io.pymap.fixture.Flag;
import io.pymap.fixture.ImapServerHandle;
import io.pymap.fixture.MailboxFixture;
import io.pymap.fixture.RawImapClient;
import java.nio.file.Path;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs in runs of their own, so that no threads are left when it is over. */
class MailboxAnnotationTest {

    @TempDir
    Path output;

    @ImapServer(users = @ImapUser(name = "bob", password = "pw"))
    @SeedFile("/mail/seed.json")
    @Mailbox(
            value = "Invoices",
            uidValidity = 4711,
            uidNext = 200,
            specialUse = {"\\Archive", "\\Important"},
            subscribed = true,
            messages = {
                @Mail(
                        uid = 101,
                        subject = "Invoice 1",
                        cc = "cee@example.org",
                        flags = {"\\seen", "$Paid"}),
                @Mail(uid = 104, eml = "/mail/hello.eml", internalDate = "2020-02-29T23:59:58+13:00")
            },
            eml = "/mail/hello.eml",
            mbox = "/mail/list.mbox",
            maildir = "/mail/maildir",
            generate = 5,
            seed = 7)
    static class Everything {

        @Test
        void makesAllThatItSays(@As("Invoices") MailboxFixture invoices, RawImapClient client) {
            assertThat(invoices.uids()).hasSize(13).startsWith(101L, 104L, 105L, 106L);
            assertThat(invoices.uidValidity()).isEqualTo(4711);
            assertThat(invoices.uidNext()).isEqualTo(200);
            assertThat(invoices.message(101).has(Flag.SEEN)).isTrue();
            assertThat(invoices.message(101).hasKeyword("$paid")).isTrue();
            assertThat(invoices.message(101).header("Cc")).isEqualTo("cee@example.org");
            assertThat(invoices.message(104).internalDate()).isEqualTo("2020-02-29T23:59:58+13:00");
            assertThat(client.send("LIST (SUBSCRIBED) \"\" Invoices").untagged())
                    .singleElement()
                    .asString()
                    .contains("\\Subscribed", "\\Archive", "\\Important");
        }

        @Test
        @SeedFile("/preload")
        void addsUpWithFiles(ImapServerHandle imap) {
            assertThat(imap.inbox().uids()).containsExactly(101L, 102L, 103L, 200L, 201L);
            assertThat(imap.mailbox("Archive/2025").uids()).hasSize(5);
        }

        @Nested
        class InANestedClass {
            @Test
            @Mailbox("Drafts")
            void isThereAsWell(ImapServerHandle imap) {
                assertThat(imap.account().mailboxes()).contains("Invoices", "Sent", "Drafts");
            }
        }
    }

    @Test
    void fillsMailboxes() {
        TestRun run = TestRun.of(output, Everything.class);

        assertThat(run.failures()).isEmpty();
        assertThat(run.succeeded()).hasSize(3);
    }

    @ImapServer
    @SeedFile("/mail/none.json")
    static class NoSuchFile {
        @Test
        void test() {}
    }

    @Test
    void saysWhichAnnotationIsWrong() {
        assertThat(TestRun.of(output, NoSuchFile.class).failures().get(0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("@SeedFile(\"/mail/none.json\") on class " + NoSuchFile.class.getName()
                        + ": No /mail/none.json on the class path; put it at src/test/resources/mail/none.json");
    }
}

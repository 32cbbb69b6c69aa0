package io.pymap.migration;

import com.icegreen.greenmail.store.MailFolder;
import com.icegreen.greenmail.user.GreenMailUser;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.GreenMailUtil;
import com.icegreen.greenmail.util.ServerSetup;
import jakarta.mail.Flags;
import jakarta.mail.internet.MimeMessage;

/** A test as it was. What it tests is {@link UnreadMail}. */
final class BeforeWithGreenMail {

    private BeforeWithGreenMail() {}

    static void countsUnreadMail() throws Exception {
        GreenMail greenMail = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_IMAP));
        greenMail.start();
        try {
            GreenMailUser user = greenMail.setUser("bob@example.org", "bob", "secret");
            MimeMessage hello =
                    new MimeMessage(GreenMailUtil.getSession(greenMail.getImap().getServerSetup()));
            hello.setFrom("ann@example.org");
            hello.setSubject("hello");
            hello.setText("Are you there?");
            user.deliver(hello);

            int unread = UnreadMail.count("127.0.0.1", greenMail.getImap().getPort(), "bob", "secret");

            MailFolder inbox = greenMail.getManagers().getImapHostManager().getInbox(user);
            check(unread == 1);
            check(greenMail.getReceivedMessages().length == 1);
            check(!inbox.getMessages().get(0).getFlags().contains(Flags.Flag.SEEN));
        } finally {
            greenMail.stop();
        }
    }

    private static void check(boolean fact) {
        if (!fact) {
            throw new AssertionError("not so");
        }
    }
}

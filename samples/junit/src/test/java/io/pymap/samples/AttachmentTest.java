package io.pymap.samples;

import static org.assertj.core.api.Assertions.assertThat;

import io.pymap.junit.ImapServer;
import io.pymap.junit.Mailbox;
import jakarta.mail.BodyPart;
import jakarta.mail.Folder;
import jakarta.mail.Multipart;
import jakarta.mail.Part;
import jakarta.mail.Store;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

@ImapServer
@Mailbox(eml = "/mail/invoice.eml") // text and HTML, an image inside, a PDF with a name that is not ASCII
class AttachmentTest {

    @Test
    void readsThePdf(Store store) throws Exception {
        BodyPart pdf = content(store).getBodyPart(1);

        assertThat(pdf.getDisposition()).isEqualTo(Part.ATTACHMENT);
        assertThat(pdf.getFileName()).isEqualTo("Rechnung März 2026 – Grüße aus Köln.pdf");
        byte[] octets = pdf.getInputStream().readAllBytes();
        assertThat(new String(octets, StandardCharsets.ISO_8859_1))
                .startsWith("%PDF-1.4")
                .endsWith("%%EOF\n");
    }

    @Test
    void readsTheTextAndTheImage(Store store) throws Exception {
        Multipart alternatives = (Multipart) content(store).getBodyPart(0).getContent();
        Multipart html = (Multipart) alternatives.getBodyPart(1).getContent();

        assertThat(alternatives.getBodyPart(0).getContent()).asString().startsWith("Liebe Frau Müller,");
        assertThat(html.getBodyPart(0).getContent()).asString().contains("<img src=\"cid:logo@shop.example\"");
        assertThat(html.getBodyPart(1).getContentType()).startsWithIgnoringCase("image/png");
        assertThat(html.getBodyPart(1).getInputStream().readAllBytes()).startsWith(0x89, 'P', 'N', 'G');
    }

    private static Multipart content(Store store) throws Exception {
        Folder inbox = store.getFolder("INBOX");
        inbox.open(Folder.READ_ONLY);
        return (Multipart) inbox.getMessage(1).getContent();
    }
}

package io.pymap.control;

import static io.pymap.fixture.MessageSpec.message;
import static org.assertj.core.api.Assertions.assertThat;

import io.pymap.fixture.EmbeddedImapServer;
import io.pymap.fixture.Flag;
import io.pymap.fixture.RawImapClient;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/** The page in a real browser. Its pictures lie in {@code target} afterwards. */
class ControlPageIT {

    private final EmbeddedImapServer imap = EmbeddedImapServer.builder()
            .clockAt(Instant.parse("2026-01-01T09:00:00Z"))
            .account("bob", "secret")
            .start();
    private final ControlServer control =
            ControlServer.builder(imap.fixture()).told("0.1.0", "dict", "full").start();
    private Browser browser;

    @TempDir(cleanup = CleanupMode.NEVER)
    private static Path profile; // the browser may still write there

    @BeforeEach
    void open() throws IOException {
        browser = Browser.start(Files.createTempDirectory(profile, "chromium"));
        browser.size(1280, 800);
    }

    @AfterEach
    void close() {
        browser.close();
        control.close();
        imap.close();
    }

    @Test
    void showsWhatHappensAndActs() throws IOException {
        imap.inbox()
                .append(
                        message()
                                .from("Cid <cid@example.org>")
                                .subject("Minutes")
                                .flags(Flag.SEEN),
                        message()
                                .from("<script>alert(1)</script>")
                                .subject("<img src=x onerror=\"document.title='pwned'\">"));
        browser.open(control.uri().resolve("/"));
        browser.await("document.querySelectorAll('#messages tr').length === 2");
        assertThat(browser.evaluate("document.querySelectorAll('#messages img, #messages script').length"))
                .isEqualTo("0");
        assertThat(browser.evaluate("document.querySelector('#messages tr:last-child td:nth-child(3)').innerText"))
                .startsWith("<img src=x");

        RawImapClient client = RawImapClient.connect(imap.endpoint()).login();
        client.send("SELECT INBOX");
        browser.await("document.getElementById('transcript').innerText.includes('SELECT INBOX')");
        browser.await("document.getElementById('sessions').innerText.includes('bob, INBOX')");
        assertThat(browser.evaluate("document.getElementById('transcript').innerText"))
                .doesNotContain("secret");

        browser.evaluate("document.getElementById('subject').value = 'Lunch?'");
        browser.evaluate("document.getElementById('subject').focus()");
        browser.press("Enter", 13); // by keyboard
        browser.await("document.getElementById('messages').innerText.includes('Lunch?')");
        assertThat(imap.inbox().messages().get(2).subject()).isEqualTo("Lunch?");
        assertThat(client.send("NOOP").untagged()).contains("* 3 EXISTS");

        browser.evaluate("[...document.querySelectorAll('#faults button')].forEach(button => button.click())");
        browser.await("document.querySelectorAll('#rules li').length === 6");
        assertThat(imap.faults().rules()).hasSize(6);
        assertThat(browser.evaluate("document.getElementById('status').innerText"))
                .isEmpty();
        browser.evaluate("document.querySelector('#rules li button').click()");
        browser.await("document.querySelectorAll('#rules li').length === 5");
        browser.evaluate("document.getElementById('rule').value = 'on SELECT explode';"
                + "document.getElementById('rule-form').requestSubmit()");
        browser.await("document.getElementById('status').innerText.includes('explode')");
        browser.evaluate("document.getElementById('no-faults').click()");
        browser.await("document.querySelectorAll('#rules li').length === 0");
        browser.evaluate("[...document.querySelectorAll('#faults button')][2].click()");
        browser.await("document.querySelectorAll('#rules li').length === 1");
        client.sendRaw("x SELECT INBOX\r\n").readToEnd();
        browser.await("document.getElementById('transcript').innerText.includes('FAULT rule #1')");
        browser.await("document.getElementById('rules').innerText.includes('1 hits')");

        browser.evaluate("document.querySelector('#messages tr:last-child .link').click()");
        browser.await("document.getElementById('source').innerText.includes('Subject: Lunch?')");
        browser.evaluate("document.getElementById('shown').open = false");
        browser.evaluate("document.querySelector('#messages tr:nth-child(2) td:last-child button').click()");
        browser.await("document.querySelectorAll('#messages tr').length === 2");
        assertThat(imap.inbox().uids()).containsExactly(1L, 3L);
        browser.evaluate("document.getElementById('rule').value = ''");
        browser.dark(false);
        browser.screenshot(Path.of("target", "control-page-light.png"));
        browser.dark(true);
        browser.screenshot(Path.of("target", "control-page-dark.png"));

        browser.evaluate("document.getElementById('reset').click()");
        browser.await("document.querySelectorAll('#messages tr').length === 0");
        assertThat(imap.inbox().messages()).isEmpty();
        assertThat(browser.evaluate("document.title")).isEqualTo("pymap");
    }

    @Test
    void asksForTheToken() {
        try (ControlServer guarded =
                ControlServer.builder(imap.fixture()).token("s3cret").start()) {
            URI page = guarded.uri().resolve("/");
            browser.open(page);
            browser.await("document.getElementById('ask')?.open");
            browser.evaluate("document.getElementById('answer').value = 's3cret';"
                    + "document.querySelector('#ask button').click()");
            browser.await("document.getElementById('server').innerText.includes('IMAP on port')");
            RawImapClient.connect(imap.endpoint()).send("NOOP");
            browser.await("document.getElementById('transcript').innerText.includes('NOOP')");
        }
    }
}

package io.pymap.control;

import io.pymap.fixture.OpenSession;
import io.pymap.fixture.Tls;
import io.pymap.imap.vocabulary.Quirk;
import io.pymap.mailbox.MailboxException;
import io.pymap.profile.Quirks;
import io.pymap.profile.ServerProfile;
import io.pymap.server.PymapServer;
import io.pymap.tls.ServerCertificate;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;

/** The server as a whole, and what there is to read about it. */
record ServerResource(ControlledServer controlled) {

    /** Nothing from elsewhere, nothing inline: mail is shown, and mail is hostile. */
    private static final String POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self';"
            + " base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    record Health(String status, Optional<String> detail) {}

    record Server(
            String version,
            String backend,
            String profile,
            int port,
            OptionalInt tlsPort,
            Tls tls,
            Optional<String> caPem,
            List<String> accounts) {}

    record Sessions(int open, List<OpenSession> sessions) {}

    record Profiles(List<Profile> profiles, List<KnownQuirk> quirks) {}

    record Profile(String name, String title) {}

    record KnownQuirk(String name, String summary) {}

    Answer page(Request request) {
        return file("page.html", "text/html; charset=utf-8");
    }

    Answer script(Request request) {
        return file("page.js", "text/javascript; charset=utf-8");
    }

    Answer style(Request request) {
        return file("page.css", "text/css; charset=utf-8");
    }

    Answer document(Request request) {
        return file("openapi.yaml", "application/yaml");
    }

    private static Answer file(String name, String type) {
        try (InputStream in = Objects.requireNonNull(ServerResource.class.getResourceAsStream(name), name)) {
            return Answer.of(200, type, in.readAllBytes())
                    .with(Map.of("content-security-policy", POLICY, "referrer-policy", "no-referrer"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Answer health(Request request) {
        try {
            controlled.fixture().server().backend().ping();
            return Answer.ok(new Health("UP", Optional.empty()));
        } catch (MailboxException e) {
            return Answer.json(503, new Health("DOWN", Optional.of(String.valueOf(e.getMessage()))));
        }
    }

    Answer server(Request request) {
        PymapServer imap = controlled.fixture().server();
        return Answer.ok(new Server(
                controlled.version(),
                controlled.backend(),
                controlled.profile(),
                imap.port(),
                imap.tlsPort(),
                controlled.fixture().tls(),
                controlled.fixture().tls() == Tls.NONE
                        ? Optional.empty()
                        : imap.certificate().map(ServerCertificate::caPem),
                controlled.fixture().logins()));
    }

    Answer profiles(Request request) {
        return Answer.ok(new Profiles(
                ServerProfile.names().stream()
                        .map(ServerProfile::named)
                        .map(profile -> new Profile(profile.name(), profile.title()))
                        .toList(),
                Quirks.known().stream().map(ServerResource::known).toList()));
    }

    private static KnownQuirk known(Quirk quirk) {
        return new KnownQuirk(quirk.name(), quirk.summary());
    }

    Answer sessions(Request request) {
        List<OpenSession> open = controlled.fixture().sessions();
        return Answer.ok(new Sessions(open.size(), open));
    }

    Answer disconnect(Request request) {
        controlled.fixture().disconnectAll();
        return Answer.nothing();
    }
}

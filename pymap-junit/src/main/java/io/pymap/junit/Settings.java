package io.pymap.junit;

import io.pymap.fixture.EmbeddedImapServer;
import io.pymap.fixture.Scope;
import io.pymap.fixture.Strictness;
import io.pymap.profile.ServerProfile;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * What a server of a test is to be.
 *
 * @param name empty for none
 * @param scope none where it follows from the field that holds the extension
 * @param mailOf the name of a server that shares its mail, if one does
 */
record Settings(
        String name,
        Optional<Scope> scope,
        Optional<String> mailOf,
        Strictness strictness,
        Attach attachTranscript,
        ServerProfile profile,
        List<Consumer<EmbeddedImapServer.Builder>> serverSettings) {

    EmbeddedImapServer.Builder appliedTo(EmbeddedImapServer.Builder builder) {
        builder.profile(profile); // ahead of what is set on top of it
        serverSettings.forEach(setting -> setting.accept(builder));
        return builder;
    }

    Settings like(ServerProfile other) {
        return new Settings(name, scope, mailOf, strictness, attachTranscript, other, serverSettings);
    }

    /** For messages and titles: nothing where there is no name. */
    String namePart() {
        return name.isEmpty() ? "" : " \"" + name + "\"";
    }
}

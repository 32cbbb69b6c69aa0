package io.pymap.junit;

import io.pymap.fixture.ImapServerHandle;
import io.pymap.fixture.Scope;
import io.pymap.fixture.ServerSettings;
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
        Mode mode,
        List<Consumer<ServerSettings>> serverSettings,
        List<Consumer<? super ImapServerHandle>> seeds) {

    <T extends ServerSettings> T appliedTo(T builder) {
        builder.profile(profile); // ahead of what is set on top of it
        serverSettings.forEach(setting -> setting.accept(builder));
        return builder;
    }

    Settings like(ServerProfile other) {
        return new Settings(name, scope, mailOf, strictness, attachTranscript, other, mode, serverSettings, seeds);
    }

    /** For messages and titles: nothing where there is no name. */
    String namePart() {
        return name.isEmpty() ? "" : " \"" + name + "\"";
    }
}

package io.pymap.junit;

import io.pymap.fixture.EmbeddedImapServer;
import io.pymap.fixture.Scope;
import io.pymap.fixture.Strictness;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * What a server of a test is to be.
 *
 * @param name empty for none
 * @param scope none where it follows from the field that holds the extension
 */
record Settings(
        String name,
        Optional<Scope> scope,
        Strictness strictness,
        Attach attachTranscript,
        List<Consumer<EmbeddedImapServer.Builder>> serverSettings) {

    EmbeddedImapServer.Builder server() {
        EmbeddedImapServer.Builder builder = EmbeddedImapServer.builder();
        serverSettings.forEach(setting -> setting.accept(builder));
        return builder;
    }

    /** For messages and titles: nothing where there is no name. */
    String namePart() {
        return name.isEmpty() ? "" : " \"" + name + "\"";
    }
}

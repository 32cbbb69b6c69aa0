package io.pymap.imap.extension;

import io.pymap.imap.session.Reply;
import io.pymap.imap.session.SessionState.Authenticated;
import io.pymap.imap.session.Untagged;
import io.pymap.imap.vocabulary.CommandSpec;
import io.pymap.imap.vocabulary.Extension;
import io.pymap.imap.vocabulary.Vocabulary;
import java.util.ArrayList;
import java.util.List;

/** ENABLE: switches features on that other extensions offer. RFC 5161. */
public final class Enable implements Extension {

    @Override
    public String name() {
        return "ENABLE";
    }

    @Override
    public String source() {
        return "RFC 5161";
    }

    @Override
    public String summary() {
        return "Switching features on";
    }

    @Override
    public List<CommandSpec<?>> commands() {
        return List.of(CommandSpec.of("ENABLE", Authenticated.class, (in, words) -> {
            List<String> asked = new ArrayList<>();
            do {
                asked.add(in.space().keyword());
            } while (in.next(' '));
            List<String> known = asked.stream()
                    .flatMap(name -> words.feature(name).stream())
                    .distinct()
                    .toList();
            return session -> enable(session, known, words);
        }));
    }

    /** What nobody knows is passed over. RFC 5161 3.1. */
    private static Reply enable(Authenticated session, List<String> features, Vocabulary words) {
        List<String> enabled = features.stream()
                .filter(feature -> words.enable(feature, session))
                .toList();
        String told = enabled.isEmpty() ? "ENABLED" : "ENABLED " + String.join(" ", enabled);
        return Reply.ok("ENABLE completed.").with(new Untagged.Text(told));
    }
}

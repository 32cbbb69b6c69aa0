package io.pymap.imap.extension.context;

import io.pymap.imap.session.Refusal;
import io.pymap.imap.session.Reply;
import io.pymap.imap.session.ResponseCode;
import io.pymap.imap.session.SessionState.Selected;
import io.pymap.imap.syntax.ArgumentReader;
import io.pymap.imap.vocabulary.Command;
import io.pymap.imap.vocabulary.CommandSpec;
import io.pymap.imap.vocabulary.Vocabulary;
import java.util.ArrayList;
import java.util.List;

/** CANCELUPDATE. RFC 5267 4.3.5. */
record CancelUpdate(List<String> tags) implements Command<Selected> {

    static final CommandSpec<?> SPEC = CommandSpec.of("CANCELUPDATE", Selected.class, CancelUpdate::parse);

    private static CancelUpdate parse(ArgumentReader in, Vocabulary words) {
        List<String> tags = new ArrayList<>();
        in.space();
        do {
            tags.add(in.string());
        } while (in.skip(' '));
        return new CancelUpdate(tags);
    }

    @Override
    public Reply execute(Selected session) {
        List<UpdatedResult> results = tags.stream()
                .map(tag -> UpdatedResult.of(session.view(), tag)
                        .orElseThrow(() ->
                                new Refusal(ResponseCode.CLIENT_BUG, "No result of that tag is kept up to date.")))
                .toList();
        results.forEach(session.view()::remove);
        return Reply.ok("No further updates.");
    }
}

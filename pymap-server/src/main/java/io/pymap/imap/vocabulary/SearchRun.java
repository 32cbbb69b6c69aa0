package io.pymap.imap.vocabulary;

import java.util.List;
import java.util.Optional;

/**
 * A search as it was asked for by SEARCH, SORT or one of their kin.
 *
 * @param tag of the command
 * @param byUid whether results are UIDs
 * @param returned what was asked for by RETURN; absent where it was not
 * @param order of the results; absent where it is that of the mailbox
 */
public record SearchRun(
        String tag,
        boolean byUid,
        Optional<List<ReturnOption>> returned,
        Optional<SortOrder> order,
        SearchProgram program) {

    /** The options behind RETURN; none where there was no such word. */
    public List<ReturnOption> options() {
        return returned.orElse(List.of());
    }

    /** The name of the command, as in its answer. */
    public String command() {
        return (byUid ? "UID " : "") + (order.isPresent() ? "SORT" : "SEARCH");
    }
}

package io.pymap.transcripts;

import java.util.List;

/**
 * A session, or several at once, written down.
 *
 * @param name of its file, for messages
 */
public record Script(String name, Setup setup, List<Step> steps) {

    static Script parse(String name, String text) {
        return ScriptParser.parse(name, text);
    }
}

package io.pymap.differential;

import java.util.List;
import java.util.stream.Stream;

/**
 * All that a server says to one command.
 *
 * @param outcome OK, NO or BAD; {@code +} where an IDLE goes on; {@code closed} where the connection ended
 * @param code the code of the tagged response, or nothing
 * @param responses in the order in which they came, without the tagged one
 * @param dialogue what went over the wire, to be shown
 */
public record Answer(String outcome, String code, List<Response> responses, List<String> dialogue) {

    public boolean isOk() {
        return outcome.equals("OK");
    }

    public String codeName() {
        return code.replaceFirst(" .*", "");
    }

    public Stream<Response> data(String kind) {
        return responses.stream().filter(response -> response.kind().equals(kind));
    }

    /** Arguments of an untagged {@code OK} with this code; an empty one for a code without. */
    public Stream<String> untaggedCode(String name) {
        return responses.stream()
                .filter(response ->
                        response.kind().equals("OK") && response.codeName().equals(name))
                .map(Response::codeArguments);
    }
}

package io.pymap.fault;

/** What the session is answering. Of the connection's event loop. */
final class Turn {

    private final Kind kind;
    private final ClientCommand command;
    private Answer answer;
    private boolean prompted;
    private boolean unheard;

    /** What is answered. */
    enum Kind {
        /** The connection itself, with the greeting. */
        GREETING,
        COMMAND,
        /** A command behind which nothing is read until it has been answered. */
        BARRIER,
        /** A literal that the session decides on. Its command may follow. */
        ANNOUNCEMENT,
        /** A command that has come as far as it can before it is refused: AUTHENTICATE, up to the client's answer. */
        REFUSED_LATER
    }

    Turn(Kind kind, ClientCommand command, Answer answer) {
        this.kind = kind;
        this.command = command;
        this.answer = answer;
    }

    boolean is(Kind other) {
        return kind == other;
    }

    ClientCommand command() {
        return command;
    }

    Answer answer() {
        return answer;
    }

    /** From here on it is another one. */
    void answer(Answer other) {
        answer = other;
    }

    /** The client has had its answer: of what else the session says to it, only the news will be told. */
    void unheard() {
        unheard = true;
    }

    boolean isUnheard() {
        return unheard;
    }

    /** Whether the client does not get what the session says as it is. */
    boolean isChanged() {
        return unheard || answer.isChanged();
    }

    void response(String octets, Answer.Role role) {
        answer.response(octets, role);
    }

    /** Whether the session waits for the client's next line, which is no command. */
    boolean isPrompted() {
        return prompted;
    }

    void prompted(boolean now) {
        prompted = now;
    }

    /** Whether what the client sends next belongs to it. Not where the client takes it for answered. */
    boolean expectsMore() {
        return (prompted && !unheard) || kind == Kind.ANNOUNCEMENT;
    }

    /** What a response that begins so is to it. */
    Answer.Role role(String head) {
        if (head.startsWith("+")) {
            return Answer.Role.CONTINUATION;
        }
        // Where the session finds no tag, it says BAD without one.
        boolean last = kind == Kind.GREETING
                || head.startsWith("* BAD ")
                || (!command.tag().equals("*") && head.startsWith(command.tag() + " "));
        return last ? Answer.Role.LAST : Answer.Role.UNTAGGED;
    }
}

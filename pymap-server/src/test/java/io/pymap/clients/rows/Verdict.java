package io.pymap.clients.rows;

import java.util.Optional;

/** What a client does with a row. */
enum Verdict {
    RIGHT("right data", true),
    ERROR("error", true),
    NOT_MET("–", true),
    WRONG("wrong data", false),
    NEEDLESS("fails", false),
    HARM("does harm", false),
    HANGS("hangs", false),
    DIES("dies", false);

    private final String words;
    private final boolean survived;

    Verdict(String words, boolean survived) {
        this.words = words;
        this.survived = survived;
    }

    boolean survived() {
        return survived;
    }

    /** As docs/clients.md has it. */
    String words() {
        return survived ? words : "**" + words + "**";
    }

    static Verdict of(FaultRow row, ClientProcess.Outcome outcome, String usual, Scene scene) {
        Optional<Verdict> early = switch (outcome.kind()) {
            case UNABLE -> Optional.of(NOT_MET);
            case HANGS -> Optional.of(HANGS);
            case DIES -> Optional.of(DIES);
            default -> Optional.empty();
        };
        if (early.isPresent()) {
            return early.get();
        }
        if (!scene.met()) {
            return NOT_MET;
        }
        boolean success = outcome.kind() == ClientProcess.Outcome.Kind.DATA;
        Optional<String> harm = row.harm().of(scene, success);
        if (harm.isPresent()) {
            return HARM;
        }
        if (success) {
            return row.right().test(outcome.text(), usual) ? RIGHT : WRONG;
        }
        return row.errorIsRight() ? ERROR : NEEDLESS;
    }
}

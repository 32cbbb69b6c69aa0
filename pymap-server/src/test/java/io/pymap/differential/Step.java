package io.pymap.differential;

/**
 * One command of a sequence.
 *
 * @param connection which client sends it, from 0
 * @param text octets without a tag, with literals as on the wire; {@code @modseq@} and {@code @uidvalidity@} stand for
 *     what each server told when this client last selected a mailbox
 */
record Step(int connection, String text) {

    String textFor(Belief belief) {
        return text.replace("@modseq@", belief.modSeq()).replace("@uidvalidity@", belief.uidValidity());
    }
}

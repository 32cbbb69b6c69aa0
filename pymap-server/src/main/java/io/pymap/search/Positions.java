package io.pymap.search;

import java.util.BitSet;

/** Which messages of a mailbox have something, known without looking at each. Places are from 0. */
public interface Positions {

    /** How many messages there are. */
    int size();

    /** Those with the flag, {@code \Recent} included. Not to be written to. */
    BitSet withFlag(String flag);

    /** The place of the first message whose UID is not below this one; the size where there is none. */
    int firstFrom(long uid);
}

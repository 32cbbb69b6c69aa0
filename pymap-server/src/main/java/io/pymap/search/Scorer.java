package io.pymap.search;

/** Tells how well a text is what somebody looks for. */
interface Scorer {

    /** The best there is. */
    int MOST = 100;

    /** From 1 to {@value #MOST}, or 0 where it is not what they look for at all. */
    int score(CharSequence text);
}

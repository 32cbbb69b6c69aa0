package io.pymap.imap.vocabulary;

import io.pymap.search.Criterion;

/** A word of SEARCH and what follows it. */
@FunctionalInterface
public interface SearchKeyword {

    /** Reads the arguments, from the space before the first one. */
    Criterion parse(SearchArguments in);
}

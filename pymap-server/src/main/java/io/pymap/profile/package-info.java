/**
 * Servers as they are in the field: a file for each, with what it tells, what it allows and where it departs from the RFCs,
 * and the quirks that such files name.
 *
 * <p>A quirk changes commands from outside, as the vocabulary has them: how their arguments are taken, how they are answered.
 * The core knows nothing of it. Depends on the protocol; only the server and the command line depend on it.
 */
@NullMarked
package io.pymap.profile;

import org.jspecify.annotations.NullMarked;

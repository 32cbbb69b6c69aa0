/**
 * Sessions written down as text, and what plays them to a server: see {@code transcripts/README.md} in the resources.
 *
 * <p>A script knows no backend and no transport. It runs in memory and over a socket, with the same outcome.
 */
@NullMarked
package io.pymap.transcripts;

import org.jspecify.annotations.NullMarked;

/**
 * What clients and server said to each other: recorded octet by octet, shown without secrets.
 *
 * <p>{@link io.pymap.transcript.TranscriptRecorder} is told of octets as they pass and cuts them into lines and literals;
 * {@link io.pymap.transcript.Transcript} is what others read of it. Invariants: a {@code Line} holds exactly the octets
 * that passed; an {@code Exchange} and everything printed have gone through {@link io.pymap.transcript.SecretFilter}.
 *
 * <p>Depends on {@code java.*} only.
 */
@NullMarked
package io.pymap.transcript;

import org.jspecify.annotations.NullMarked;

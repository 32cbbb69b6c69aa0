/**
 * {@code pymap admin}: a client of the admin service, of this server or of another one.
 *
 * <p>Answers go to standard output in protobuf's text form, refusals to standard error; {@code append} writes the one line
 * that a mail system wants. The exit code is 0 for success, 1 for a refusal or a failure, 2 for wrong usage. Knows nothing of
 * the server but its service.
 */
@NullMarked
package io.pymap.cli.admin;

import org.jspecify.annotations.NullMarked;

/**
 * Extensions that name messages by URL: CATENATE (RFC 4469) and URL-PARTIAL (RFC 5550).
 *
 * <p>A URL opens nothing that its session could not open by SELECT and FETCH.
 */
@NullMarked
package io.pymap.imap.extension.url;

import org.jspecify.annotations.NullMarked;

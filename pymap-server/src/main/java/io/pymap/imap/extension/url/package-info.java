/**
 * Extensions that name messages by URL: CATENATE (RFC 4469), URL-PARTIAL (RFC 5550), URLAUTH (RFC 4467) and
 * URLAUTH=BINARY (RFC 5524).
 *
 * <p>In CATENATE a URL opens nothing that its session could not open by SELECT and FETCH; in URLFETCH nothing that the user
 * could not open at this moment who has vouched for it.
 */
@NullMarked
package io.pymap.imap.extension.url;

import org.jspecify.annotations.NullMarked;

/** One test before and after it moved from GreenMail: see {@code pymap-server/docs/from-greenmail.md}. */
@NullMarked
package io.pymap.migration;

import org.jspecify.annotations.NullMarked;

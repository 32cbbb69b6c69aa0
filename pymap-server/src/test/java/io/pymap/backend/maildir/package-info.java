/** Tests of the maildir backend, and what proves that it keeps its word: after a kill, after power loss, beside others. */
package io.pymap.backend.maildir;

/** What JUnit's report shows of containers. The one package that knows JUnit: nobody else needs it on the class path. */
@NullMarked
package io.pymap.testcontainers.junit;

import org.jspecify.annotations.NullMarked;

/**
 * Spring Boot 4's {@code @ServiceConnection} for {@link io.pymap.testcontainers.PymapContainer}. The one package that knows Spring:
 * nobody else needs it on the class path.
 */
@NullMarked
package io.pymap.testcontainers.spring;

import org.jspecify.annotations.NullMarked;

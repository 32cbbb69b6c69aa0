/**
 * Metrics for Prometheus, over HTTP. The only package that knows its client library, which is optional and which tests do
 * not get. May depend on {@code io.pymap.metrics}.
 */
@NullMarked
package io.pymap.metrics.prometheus;

import org.jspecify.annotations.NullMarked;

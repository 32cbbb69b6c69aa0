package io.pymap.transcript;

import java.time.Instant;

/** When something passed: by the server's clock, which a test may turn, and by the clock on the wall. */
record Moment(Instant at, Instant realAt) {}

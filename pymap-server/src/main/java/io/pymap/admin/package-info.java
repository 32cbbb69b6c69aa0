/**
 * The admin service: users, delivery of messages and health, over gRPC.
 *
 * <p>It listens on a Unix domain socket and, where asked to, on TCP: with TLS, or on the loopback interface. Every call but
 * Ping, health checks and a login with a password needs a token ({@link io.pymap.admin.AdminTokens}), which is looked at
 * before the request is read. Names, numbers and errors are those of pymap-admin for Python; {@code docs/admin.md} has the
 * whole.
 *
 * <p>May depend on {@code io.pymap.mailbox}, {@code io.pymap.auth}, {@code io.pymap.tls}, gRPC, and on Netty for sockets.
 * Only the command line knows it: gRPC is an optional library, which tests do not get.
 */
@NullMarked
package io.pymap.admin;

import org.jspecify.annotations.NullMarked;

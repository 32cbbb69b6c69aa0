/** Contracts that every backend keeps: each backend extends them with a way to make one. */
package io.pymap.backend;

package io.pymap.mime;

/**
 * A parameter of a Content-Type or Content-Disposition field, as BODYSTRUCTURE gives it.
 *
 * @param name in lower case; RFC 2231 suffixes ({@code name*0*}) stay
 * @param value without quoting, one char for each octet, not decoded
 */
public record Parameter(String name, String value) {}

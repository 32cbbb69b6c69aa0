package io.pymap.transport;

/** Whether a proxy stands ahead and tells who the client is, by HAProxy's PROXY protocol. */
public enum ProxyProtocol {
    /** No proxy: a header is taken for a command. */
    NONE,
    /** A header of either version must come. */
    DETECT,
    /** A header of version 1, which is text, must come. */
    V1,
    /** A header of version 2, which is binary, must come. */
    V2
}

package io.pymap.backend.redis;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** A Lua script, each a file beside this class that says what it does. One run is one change, all or nothing. */
enum Script {
    ACCESS_KEY("access-key", Needs.NOTHING),
    ACL("acl", Needs.COMMON),
    ANNOTATE("annotate", Needs.COMMON),
    APPEND("append", Needs.COMMON),
    CLAIM("claim", Needs.COMMON_AND_NO_MEMORY),
    CREATE("create", Needs.COMMON),
    DELETE("delete", Needs.COMMON_AND_NO_MEMORY),
    LIMIT("limit", Needs.NOTHING),
    NOTE("note", Needs.NOTHING),
    PUT("put", Needs.NOTHING),
    PUT_USER("put-user", Needs.NOTHING),
    REMOVE("remove", Needs.COMMON_AND_NO_MEMORY),
    RENAME("rename", Needs.COMMON),
    REPLACE("replace", Needs.COMMON),
    SEAL("seal", Needs.COMMON),
    SKIP("skip", Needs.NOTHING),
    STORE("store", Needs.COMMON),
    SUBSCRIBE("subscribe", Needs.COMMON),
    SYNC("sync", Needs.READING),
    TRANSFER("transfer", Needs.COMMON),
    USER("user", Needs.READING);

    private enum Needs {
        NOTHING,
        COMMON,
        /** Also runs where Redis may use no more memory, for it makes room or takes next to none. */
        COMMON_AND_NO_MEMORY,
        READING
    }

    private final String text;
    private final String digest;
    private final Needs needs;

    Script(String name, Needs needs) {
        this.needs = needs;
        String flags = needs == Needs.READING ? " flags=no-writes" : "";
        flags = needs == Needs.COMMON_AND_NO_MEMORY ? " flags=allow-oom" : flags;
        String common = needs == Needs.COMMON || needs == Needs.COMMON_AND_NO_MEMORY ? read("common") : "";
        this.text = "#!lua" + flags + "\n" + common + read(name);
        this.digest = sha1(text.getBytes(UTF_8));
    }

    /** What EVAL takes. */
    byte[] text() {
        return text.getBytes(UTF_8);
    }

    /** What EVALSHA takes. */
    String digest() {
        return digest;
    }

    boolean writes() {
        return needs != Needs.READING;
    }

    private static String read(String name) {
        try (InputStream file = Script.class.getResourceAsStream(name + ".lua")) {
            if (file == null) {
                throw new IllegalStateException("No script " + name);
            }
            return new String(file.readAllBytes(), UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String sha1(byte[] octets) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-1").digest(octets));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-1", e);
        }
    }
}

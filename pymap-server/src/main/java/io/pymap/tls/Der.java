package io.pymap.tls;

import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/** Writes the few ASN.1 values that a certificate needs, in DER (X.690). */
final class Der {

    private static final DateTimeFormatter GENERALIZED_TIME =
            DateTimeFormatter.ofPattern("yyyyMMddHHmmss'Z'").withZone(ZoneOffset.UTC);

    private Der() {}

    static byte[] sequence(byte[]... members) {
        return value(0x30, members);
    }

    static byte[] set(byte[]... members) {
        return value(0x31, members);
    }

    static byte[] integer(BigInteger number) {
        return value(0x02, number.toByteArray());
    }

    static byte[] integer(long number) {
        return integer(BigInteger.valueOf(number));
    }

    static byte[] enumerated(int number) {
        return value(0x0a, new byte[] {(byte) number});
    }

    static byte[] yes() {
        return value(0x01, new byte[] {(byte) 0xff});
    }

    static byte[] none() {
        return value(0x05);
    }

    static byte[] octets(byte[] content) {
        return value(0x04, content);
    }

    /** Whole octets of bits. */
    static byte[] bits(byte[] content) {
        return bits(content, 0);
    }

    static byte[] bits(byte[] content, int unusedBits) {
        return value(0x03, new byte[] {(byte) unusedBits}, content);
    }

    static byte[] text(String text) {
        return value(0x0c, text.getBytes(StandardCharsets.UTF_8));
    }

    static byte[] time(Instant instant) {
        return value(0x18, GENERALIZED_TIME.format(instant).getBytes(StandardCharsets.US_ASCII));
    }

    /** A member that is told by its number and holds whole values. */
    static byte[] constructed(int number, byte[]... members) {
        return value(0xa0 | number, members);
    }

    /** A member that is told by its number and holds plain octets. */
    static byte[] primitive(int number, byte[] content) {
        return value(0x80 | number, content);
    }

    static byte[] objectIdentifier(String dotted) {
        String[] arcs = dotted.split("\\.", -1);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(Integer.parseInt(arcs[0]) * 40 + Integer.parseInt(arcs[1]));
        for (int i = 2; i < arcs.length; i++) {
            writeBase128(out, Integer.parseInt(arcs[i]));
        }
        return value(0x06, out.toByteArray());
    }

    /** Seven bits an octet, the highest first; all but the last have the top bit set. */
    private static void writeBase128(ByteArrayOutputStream out, int arc) {
        int shift = 0;
        while (arc >> (shift + 7) != 0) {
            shift += 7;
        }
        for (; shift > 0; shift -= 7) {
            out.write(((arc >> shift) & 0x7f) | 0x80);
        }
        out.write(arc & 0x7f);
    }

    private static byte[] value(int tag, byte[]... parts) {
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            content.writeBytes(part);
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(tag);
        writeLength(out, content.size());
        out.writeBytes(content.toByteArray());
        return out.toByteArray();
    }

    private static void writeLength(ByteArrayOutputStream out, int length) {
        if (length < 0x80) {
            out.write(length);
            return;
        }
        byte[] octets = BigInteger.valueOf(length).toByteArray();
        int from = octets[0] == 0 ? 1 : 0;
        out.write(0x80 | (octets.length - from));
        out.write(octets, from, octets.length - from);
    }
}

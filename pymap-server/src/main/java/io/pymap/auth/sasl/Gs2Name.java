package io.pymap.auth.sasl;

import io.pymap.auth.AuthenticationException;

/** A user name where commas separate, as GS2 (RFC 5801 4) and SCRAM (RFC 5802 5.1) write it. */
final class Gs2Name {

    private Gs2Name() {}

    /** The name, in which {@code =2C} stands for a comma and {@code =3D} for an equals sign, and nothing else does. */
    static String decode(String quoted) {
        StringBuilder name = new StringBuilder(quoted.length());
        for (int i = 0; i < quoted.length(); i++) {
            char c = quoted.charAt(i);
            if (c != '=') {
                name.append(c);
                continue;
            }
            if (quoted.startsWith("=2C", i)) {
                name.append(',');
            } else if (quoted.startsWith("=3D", i)) {
                name.append('=');
            } else {
                throw AuthenticationException.malformed("Expected =2C or =3D where there is a = in a name.");
            }
            i += 2;
        }
        return name.toString();
    }
}

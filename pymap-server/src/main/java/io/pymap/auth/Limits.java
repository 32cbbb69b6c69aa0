package io.pymap.auth;

/** Numbers in stored secrets, refused where they would cost too much time or memory. */
final class Limits {

    private Limits() {}

    static int number(String what, String digits, int least, int most) {
        // Ten digits may overflow int but never long.
        if (!digits.matches("[0-9]{1,10}") || Long.parseLong(digits) < least || Long.parseLong(digits) > most) {
            throw new UnusableSecretException(
                    "Expected " + what + " from " + least + " to " + most + " in the stored secret");
        }
        return Integer.parseInt(digits);
    }
}

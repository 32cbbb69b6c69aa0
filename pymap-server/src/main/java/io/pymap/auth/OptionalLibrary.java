package io.pymap.auth;

/** A library that only servers with certain stored passwords need. */
enum OptionalLibrary {
    COMMONS_CODEC("commons-codec:commons-codec", "org.apache.commons.codec.digest.Sha2Crypt"),
    BCRYPT("at.favre.lib:bcrypt", "at.favre.lib.crypto.bcrypt.BCrypt"),
    BOUNCY_CASTLE("org.bouncycastle:bcprov-jdk18on", "org.bouncycastle.crypto.generators.Argon2BytesGenerator");

    private final String artifact;
    private final String witness;

    OptionalLibrary(String artifact, String witness) {
        this.artifact = artifact;
        this.witness = witness;
    }

    /** The Maven coordinates to add. */
    String artifact() {
        return artifact;
    }

    boolean isPresent() {
        try {
            Class.forName(witness, false, OptionalLibrary.class.getClassLoader());
            return true;
        } catch (ClassNotFoundException e) {
            return false;
        }
    }
}

package io.pymap.mailbox;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;

class ModifiedUtf7FuzzTest {

    @FuzzTest
    void decodesToANameOfWhichItIsTheOneForm(byte[] octets) {
        String encoded = new String(octets, ISO_8859_1);
        String name;
        try {
            name = ModifiedUtf7.decode(encoded);
        } catch (IllegalArgumentException e) {
            return;
        }
        assertThat(ModifiedUtf7.encode(name)).isEqualTo(encoded);
    }

    @FuzzTest
    void encodesAnyNameSoThatItCanBeReadBack(byte[] octets) {
        String name = new String(octets, UTF_8);

        assertThat(ModifiedUtf7.decode(ModifiedUtf7.encode(name))).isEqualTo(name);
    }
}

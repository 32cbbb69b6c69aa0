package io.pymap.testcontainers;

import io.pymap.PublicApi;
import org.junit.jupiter.api.Test;

class PublicApiTest {

    @Test
    void isWhatTheFileSays() throws Exception {
        new PublicApi().with(PymapContainer.class, name -> true).isWhatTheFileSays();
    }
}

package io.pymap.fault;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ResponseReaderTest {

    private static final String WITH_LITERALS = "* 1 FETCH (BODY[] {8}\r\na OK x\r\n BINARY[1] ~{0}\r\n FLAGS ())\r\n";

    private static final String OCTETS = String.join(
            "",
            List.of(
                    "* OK ready\r\n",
                    WITH_LITERALS,
                    "* NO no literal {5}\r\n",
                    "a OK done {5}\r\n",
                    "+ go on {5}\r\n",
                    "* LIST () \"/\" {1}\r\nx\r\n"));

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 7, 1000})
    void findsWhereResponsesEnd(int pieces) {
        ResponseReader reader = new ResponseReader();
        List<String> responses = new ArrayList<>();
        StringBuilder response = new StringBuilder();
        for (int from = 0; from < OCTETS.length(); from += pieces) {
            String piece = OCTETS.substring(from, Math.min(OCTETS.length(), from + pieces));
            ByteBuf in = Unpooled.wrappedBuffer(piece.getBytes(ISO_8859_1));
            while (in.isReadable()) {
                int begin = in.readerIndex();
                boolean ended = reader.read(in);
                response.append(in.toString(begin, in.readerIndex() - begin, ISO_8859_1));
                assertThat(reader.isAtStart()).isEqualTo(ended);
                if (ended) {
                    assertThat(response.toString()).startsWith(reader.head());
                    responses.add(response.toString());
                    response.setLength(0);
                }
            }
        }

        assertThat(responses).hasSize(6).element(1).isEqualTo(WITH_LITERALS);
        assertThat(String.join("", responses)).isEqualTo(OCTETS);
    }
}

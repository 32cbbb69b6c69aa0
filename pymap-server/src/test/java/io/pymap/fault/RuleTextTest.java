package io.pymap.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RuleTextTest {

    private final ServerFaults faults = new ServerFaults();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "on UID FETCH nth 2 reset after 700",
                "on SELECT mailbox Archive no '[UNAVAILABLE] later'",
                "on SELECT times 2 bad 'it\\'s not clear'",
                "on LOGIN user ann probability 0.3 seed 99 stall",
                "on LOGIN probability 1.0E-4 seed -7 stall",
                "on 'UID FETCH * (BODY.PEEK[*] \"a b\")' close afterwards",
                "on 'NO no' connection 3 reply '* 1 EXISTS' '{tag} OK done'",
                "on IDLE reply",
                "on FETCH nth 3 times 2 before '* 3 EXPUNGE' '* OK [ALERT] Maintenance at 22:00'",
                "on NOOP after '* 7 EXISTS'",
                "on STORE defer",
                "on STORE tagged-first",
                "on IDLE no-continuation",
                "on FETCH no-flush",
                "on STATUS replace 'UIDNEXT \\\\d+' with 'UIDNEXT 0'",
                "on LIST replace '\\r\\n' with '\\n'",
                "on FETCH literals off by -2",
                "on STATUS dribble 1 every 2ms",
                "on STATUS split at 1,7,20",
                "on STATUS delay 3s",
                "on STATUS delay 1500ms by clock",
                "literal APPEND no '[TOOBIG] no'",
                "login no '[AUTHENTICATIONFAILED] no'",
                "login bye 'Go away'",
                "login user ann others 2 no '[ALERT] Too many simultaneous connections.'",
                "on LOGOUT tagged-bye 'Good night'",
                "greeting reply '* BYE busy'",
                "greeting bye",
                "greeting bye after 10",
                "connect reset",
                "connect refuse",
                "connect delay 2s",
                "tls-connect stall",
                "idle half-close",
                "idle garbage",
                "on APPEND nth 1 crash after 0",
                "on NOOP crash afterwards",
                "on UID MOVE only first 1"
            })
    void readsWhatItWrites(String text) {
        assertThat(faults.add(text)).hasToString(text);
        assertThat(faults.rules()).hasSize(1);
    }

    @Test
    void writesRulesThatCodeMade() {
        assertThat(faults.on("UID FETCH").nth(1).failAfterBytes(700, Fault.CONNECTION_RESET))
                .hasToString("on UID FETCH nth 1 reset after 700");
        assertThat(faults.onIdle().delay(Duration.ofMinutes(2))).hasToString("idle delay 120s");
        assertThat(faults.on("X").when(command -> true).rewrite(text -> text))
                .hasToString("on X when <code> rewrite <code>");
    }

    @Test
    void saysWhatToWriteInPlaceOfCode() {
        assertThat(spec(Conditions.NONE.withFirst(2), new Action.Defer()).text())
                .isEqualTo("on X nth 2 defer");
        assertCode(spec(Conditions.NONE.withWhen(command -> true), new Action.Defer()), "when(...), write the pattern");
        assertCode(spec(Conditions.NONE, new Action.Rewrite(text -> text)), "rewrite(...), write replace(");
        assertCode(spec(Conditions.NONE, new Action.PauseUntil(Gate.closed())), "pauseUntil(gate), write pauseUntil");
    }

    private static RuleSpec spec(Conditions conditions, Action action) {
        return new RuleSpec(new Trigger(Trigger.Kind.COMMAND, "X"), conditions, action);
    }

    private static void assertCode(RuleSpec spec, String instead) {
        assertThatThrownBy(spec::text)
                .isInstanceOf(UnsupportedOperationException.class)
                .hasMessageContaining(instead);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "off FETCH reset|0|on, login, literal, greeting, connect, tls-connect or idle",
                "on|2|a command such as UID FETCH",
                "on reset|3|a command such as UID FETCH",
                "on FETCH nth 0 reset|13|a number from 1",
                "on FETCH nth reset|13|a number from 1",
                "on FETCH|8|an action (no, bad,",
                "on FETCH explode|16|an action (no, bad,",
                "on FETCH reset before 7|15|after, afterwards or the end",
                "on FETCH reset after x|21|a number of octets",
                "on FETCH reset after 7 x|23|the end",
                "on FETCH no|11|a text in quotes",
                "on FETCH no 'abc|12|a quote that is closed",
                "on FETCH no abc d|16|the end",
                "on FETCH probability 2 seed 1 stall|21|a probability from 0 to 1",
                "on FETCH probability 0.5 stall|25|seed",
                "on FETCH delay soon|15|a time such as 300ms, 2s or 5m",
                "on FETCH replace '(' with ''|17|a regular expression",
                "on FETCH split at 0|18|numbers of octets such as 1,7,20",
                "on FETCH refuse|9|connect ahead of refuse",
                "connect nth 2 refuse|14|connect ahead of refuse",
                "on FETCH literals off 3|22|off by",
                "on STORE only 1|14|first",
                "on STORE only first 0|20|a number from 1"
            })
    void saysWhatWouldFit(String text, int at, String expected) {
        assertThatThrownBy(() -> faults.add(text))
                .isInstanceOf(RuleSyntaxException.class)
                .hasMessageContaining(expected)
                .hasMessageEndingWith("\n  " + text + "\n  " + " ".repeat(at) + "^");
        assertThat(faults.rules()).isEmpty();
    }
}

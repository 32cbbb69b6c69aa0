package io.pymap.auth;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.lang.reflect.InvocationTargetException;
import java.net.MalformedURLException;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OptionalLibraryTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "commons-codec | commons-codec:commons-codec | $6$TZvBrA/Bj./2m430$P7TySwd39mlNTStnhzjF3jBIL.UH2FK2ALPeB55HdBU70Ndbd8cC/rTWOGY13VeSyQ.bfDie0y2xsWy0kMRKi1",
                "commons-codec | commons-codec:commons-codec | {CRYPT}WEGbRVjunah.6",
                "bcrypt | at.favre.lib:bcrypt | $2b$04$pqrpjcecztOSC5/ZhimQAu9wPheV6/M/vMbGkuaS9ZocpA7XcCMJS",
                "bcprov | org.bouncycastle:bcprov-jdk18on | $argon2id$v=19$m=256,t=2,p=2$aa0VghBibG0NwTgHIMQYgw$w9OtjCye9Lq61SMMjFSptw",
                "bcprov | org.bouncycastle:bcprov-jdk18on | $scrypt$ln=4,r=8,p=1$UEopxdjbW6vVOkdIKaX0Xg$pdhyyPQXNOJzc7CZGaW2moyPmgrfnWnVmzh0Fse1GIM"
            })
    void namesTheArtifactThatIsMissing(String jar, String artifact, String secret) throws Exception {
        assertThat(new PasswordHash().problem(secret)).isEmpty();

        try (URLClassLoader without = classPathWithout(jar)) {
            Class<?> type = without.loadClass(PasswordHash.class.getName());
            Object passwords = type.getConstructor().newInstance();

            assertThat(call(passwords, "problem", secret))
                    .isInstanceOfSatisfying(
                            Optional.class,
                            problem -> assertThat(problem.orElseThrow().toString())
                                    .contains("need " + artifact + " on the class path"));
            assertThat(type.getMethod("verify", String.class, String.class).invoke(passwords, "correct horse", secret))
                    .isEqualTo(false);
            assertThat(type.getMethod("verify", String.class, String.class).invoke(passwords, "clear", "clear"))
                    .isEqualTo(true);
        }
    }

    private static Object call(Object passwords, String method, String argument)
            throws NoSuchMethodException, InvocationTargetException, IllegalAccessException {
        return passwords.getClass().getMethod(method, String.class).invoke(passwords, argument);
    }

    private static URLClassLoader classPathWithout(String jar) throws MalformedURLException {
        List<URL> urls = new ArrayList<>();
        for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
            URI uri = new File(entry).toURI();
            if (!new File(entry).getName().startsWith(jar + "-")) {
                urls.add(uri.toURL());
            }
        }
        return new URLClassLoader(urls.toArray(URL[]::new), ClassLoader.getPlatformClassLoader());
    }
}

package io.pymap.cli.admin;

import io.pymap.admin.AdminClient;
import io.pymap.admin.grpc.LoginRequest;
import io.pymap.admin.grpc.LoginResponse;
import io.pymap.admin.grpc.ResultCode;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "login", description = "Gets a token for a user, by a password or by another token.")
final class LoginCommand extends ServerCall {

    @Option(
            names = {"-s", "--save"},
            description = "Keep the token where later commands find it.")
    private boolean save;

    @Option(
            names = {"-z", "--authzid"},
            paramLabel = "NAME",
            description = "Whom to act as.")
    private Optional<String> authzid = Optional.empty();

    @Option(names = "--expiration", paramLabel = "TIMESTAMP", description = "When the token ends, in Unix time.")
    private Optional<Double> expiration = Optional.empty();

    @ArgGroup(multiplicity = "1")
    private Credentials credentials = new Credentials();

    @Parameters(paramLabel = "USER", description = "Name of the user.")
    private String user = "";

    /** One of them. */
    static final class Credentials {

        @Option(
                names = {"-t", "--token"},
                description = "Use the token of the command.")
        private boolean token;

        @Option(
                names = "--password",
                paramLabel = "PASSWORD",
                description = "Password, which others on this machine may see.")
        private Optional<String> password = Optional.empty();

        @Option(names = "--password-file", paramLabel = "FILE", description = "File that has it in its first line.")
        private Optional<Path> file = Optional.empty();

        @Option(
                names = {"-i", "--ask-password"},
                description = "Ask for the password.")
        private boolean ask;

        /** Nothing where a token counts in place of a password. */
        private Optional<String> read(Terminal terminal) {
            if (token || ask) {
                return token ? Optional.empty() : Optional.of(terminal.password("Password: "));
            }
            return password.or(() -> file.map(NewPassword::firstLine));
        }
    }

    @Override
    int ask(AdminClient client) {
        LoginRequest.Builder request = LoginRequest.newBuilder().setAuthcid(user);
        credentials.read(terminal()).ifPresent(request::setSecret);
        authzid.ifPresent(request::setAuthzid);
        expiration.ifPresent(request::setTokenExpiration);
        LoginResponse response = client.system().login(request.build());
        if (save && response.getResult().getCode() == ResultCode.SUCCESS) {
            PrivateFile.write(admin().ownToken(), response.getBearerToken());
        }
        return print(response, response.getResult());
    }
}

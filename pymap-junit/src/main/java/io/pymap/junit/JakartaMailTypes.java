package io.pymap.junit;

/** Which parameters are Jakarta Mail's, told by their names, as the classes may be missing. */
final class JakartaMailTypes {

    private JakartaMailTypes() {}

    static boolean supports(Class<?> type) {
        return isSession(type) || type.getName().equals("jakarta.mail.Store");
    }

    static boolean isSession(Class<?> type) {
        return type.getName().equals("jakarta.mail.Session");
    }
}

package io.pymap.junit;

/** Where a server of a test runs. */
public enum Mode {
    /** In the process of the test. */
    IN_PROCESS,
    /** In a container, of the image that {@code -Dpymap.image} names; needs {@code io.pymap:pymap-testcontainers}, and Docker. */
    CONTAINER;

    /** Sets it for all servers of a run: {@code container} or {@code in-process}. */
    public static final String PROPERTY = "pymap.mode";

    /** What the property says, else this one. */
    Mode orAsThePropertySays() {
        String said = System.getProperty(PROPERTY, "");
        return switch (said) {
            case "" -> this;
            case "container" -> CONTAINER;
            case "in-process" -> IN_PROCESS;
            default ->
                throw new IllegalArgumentException("-D" + PROPERTY + "=" + said + ": expected container or in-process");
        };
    }
}

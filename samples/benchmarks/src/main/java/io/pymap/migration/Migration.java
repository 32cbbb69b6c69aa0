package io.pymap.migration;

/** Runs the test of both kinds, so that what the document says is so. */
public final class Migration {

    private Migration() {}

    public static void main(String[] args) throws Exception {
        BeforeWithGreenMail.countsUnreadMail();
        AfterWithPymap.countsUnreadMail();
        System.out.println("Both pass.");
    }
}

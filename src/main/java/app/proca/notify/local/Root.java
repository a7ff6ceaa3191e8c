package app.proca.notify.local;

/** Whether the superuser runs this JVM. */
final class Root {

    private Root() {}

    static boolean isUser() {
        return "root".equals(System.getProperty("user.name"));
    }
}

package app.proca.notify.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;

/** TCP ports of this machine. */
final class Ports {

    private static final int ANY = 0;
    private static final int CONNECT_LIMIT_MS = 500;

    private Ports() {}

    static int free() {
        try (ServerSocket socket = new ServerSocket(ANY)) {
            return socket.getLocalPort();
        } catch (IOException failure) {
            throw new UncheckedIOException("this machine has no free port", failure);
        }
    }

    /** The port that clients expect where nobody has it, else a free one. */
    static int preferably(int expected) {
        return isFree(expected) ? expected : free();
    }

    static boolean answers(int port) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), CONNECT_LIMIT_MS);
            return true;
        } catch (IOException nobody) {
            return false;
        }
    }

    private static boolean isFree(int port) {
        if (answers(port)) {
            return false;
        }
        try (ServerSocket socket = new ServerSocket(port)) {
            return socket.isBound();
        } catch (IOException taken) {
            return false;
        }
    }
}

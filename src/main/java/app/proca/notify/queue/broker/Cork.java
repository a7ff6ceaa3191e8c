package app.proca.notify.queue.broker;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;

import javax.net.SocketFactory;

import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Makes the sockets to the broker, and lets a thread send many small messages in few large pieces: the client writes each message
 * through to the socket, which costs this side, the kernel and the broker more than the message. Connections with TLS
 * have sockets of another kind, and write as ever.
 */
final class Cork extends SocketFactory {

    private static final Logger LOG = Logger.getLogger(Cork.class);
    private static final int PIECE = 32 * 1024;

    private volatile @Nullable Corked newest;

    /** What is written meanwhile, by this thread, to the newest of the sockets has left when this returns. */
    void together(Runnable writing) {
        Corked socket = newest;
        if (socket == null) {
            writing.run();
            return;
        }
        socket.hold();
        try {
            writing.run();
        } finally {
            socket.release();
        }
    }

    /** Before this thread waits for an answer: what it has written leaves, and what it goes on to write leaves at once. */
    void pull() {
        Corked socket = newest;
        if (socket != null) {
            socket.release();
        }
    }

    @Override
    public Socket createSocket() {
        Corked socket = new Corked();
        newest = socket;
        return socket;
    }

    // The broker's client asks for unconnected sockets only.

    @Override
    public Socket createSocket(String host, int port) throws IOException {
        return getDefault().createSocket(host, port);
    }

    @Override
    public Socket createSocket(String host, int port, InetAddress local, int localPort) throws IOException {
        return getDefault().createSocket(host, port, local, localPort);
    }

    @Override
    public Socket createSocket(InetAddress host, int port) throws IOException {
        return getDefault().createSocket(host, port);
    }

    @Override
    public Socket createSocket(InetAddress host, int port, InetAddress local, int localPort) throws IOException {
        return getDefault().createSocket(host, port, local, localPort);
    }

    private static final class Corked extends Socket {

        private volatile @Nullable Thread holding;
        private @Nullable OutputStream stream;

        void hold() {
            holding = Thread.currentThread();
        }

        /** Where it cannot be written, nobody else would learn of it: the reader finds the socket closed. */
        void release() {
            holding = null;
            try {
                if (isConnected()) {
                    getOutputStream().flush();
                }
            } catch (IOException lost) {
                LOG.debugf("The broker did not take all: %s", lost.toString());
                drop();
            }
        }

        @Override
        public synchronized OutputStream getOutputStream() throws IOException {
            if (stream == null) {
                stream = new Pieces(super.getOutputStream());
            }
            return stream;
        }

        private void drop() {
            try {
                close();
            } catch (IOException failure) {
                LOG.warnf("The socket to the broker could not be closed: %s", failure.toString());
            }
        }

        private final class Pieces extends BufferedOutputStream {

            Pieces(OutputStream socket) {
                super(socket, PIECE);
            }

            /** Others send at once, whole frames: what is held back leaves with theirs. */
            @Override
            public void flush() throws IOException {
                if (holding != Thread.currentThread()) {
                    super.flush();
                }
            }
        }
    }
}

package dev.governance.console.db;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import javax.net.SocketFactory;
import org.jspecify.annotations.Nullable;

/**
 * Sockets that take from the network in one call what waits there, 256 KiB at most. The driver by itself asks for 8 KiB,
 * and reading millions of rows then spends more time on asking. The driver makes it by its name.
 */
public final class WideSockets extends SocketFactory {
    private static final int BUFFER = 256 * 1024;

    @Override
    public Socket createSocket() {
        return new WideSocket();
    }

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

    /** For one thread at a time, as a connection of the driver is. */
    private static final class WideSocket extends Socket {
        private @Nullable InputStream wide;

        @Override
        public InputStream getInputStream() throws IOException {
            InputStream input = wide;
            if (input == null) {
                input = new BufferedInputStream(super.getInputStream(), BUFFER);
                wide = input;
            }
            return input;
        }
    }
}

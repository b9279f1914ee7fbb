package dev.tripod.testing;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpUpgradeHandler;
import jakarta.servlet.http.WebConnection;
import java.io.IOException;
import org.glassfish.tyrus.servlet.TyrusHttpUpgradeHandler;

/**
 * Lets Tyrus write on Tomcat. Tyrus asks a stream whether it is ready before it has set its listener, which Tomcat
 * answers with an exception, and then drops the frame; here the answer is no, so that it sets its listener and waits.
 */
public final class TyrusOnTomcat extends HttpFilter {
    private static final long serialVersionUID = 1;

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        chain.doFilter(new Upgradable(request), response);
    }

    private static final class Upgradable extends HttpServletRequestWrapper {
        Upgradable(HttpServletRequest request) {
            super(request);
        }

        @Override
        public <T extends HttpUpgradeHandler> T upgrade(Class<T> type) throws IOException, ServletException {
            return type == TyrusHttpUpgradeHandler.class
                    ? type.cast(super.upgrade(Handler.class))
                    : super.upgrade(type);
        }
    }

    /** Made by Tomcat. */
    public static final class Handler extends TyrusHttpUpgradeHandler {
        @Override
        public void init(WebConnection connection) {
            super.init(new Connection(connection));
        }
    }

    @SuppressWarnings("try") // closing may be interrupted, as the interface has it
    private static final class Connection implements WebConnection {
        private final WebConnection connection;
        private final Output output;

        Connection(WebConnection connection) {
            this.connection = connection;
            try {
                this.output = new Output(connection.getOutputStream());
            } catch (IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
        }

        @Override
        public ServletInputStream getInputStream() throws IOException {
            return connection.getInputStream();
        }

        @Override
        public ServletOutputStream getOutputStream() {
            return output;
        }

        @Override
        public void close() throws Exception {
            connection.close();
        }
    }

    private static final class Output extends ServletOutputStream {
        private final ServletOutputStream output;
        /** Tyrus calls all of this under the lock of its writer. */
        private boolean listening;

        Output(ServletOutputStream output) {
            this.output = output;
        }

        @Override
        public boolean isReady() {
            return listening && output.isReady();
        }

        @Override
        public void setWriteListener(WriteListener listener) {
            listening = true;
            output.setWriteListener(listener);
        }

        @Override
        public void write(int one) throws IOException {
            output.write(one);
        }

        @Override
        public void write(byte[] bytes, int from, int length) throws IOException {
            output.write(bytes, from, length);
        }

        @Override
        public void flush() throws IOException {
            if (output.isReady()) { // what is on its way needs no push
                output.flush();
            }
        }
    }
}

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
import java.io.UncheckedIOException;
import java.util.concurrent.atomic.AtomicReference;
import org.glassfish.tyrus.servlet.TyrusHttpUpgradeHandler;

/**
 * Lets Tyrus write on Tomcat: Tyrus asks an output stream whether it is ready before it gives it a listener, which
 * Tomcat takes for a fault, so that each send would fail.
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
        public <T extends HttpUpgradeHandler> T upgrade(Class<T> handler) throws IOException, ServletException {
            return handler == TyrusHttpUpgradeHandler.class
                    ? handler.cast(super.upgrade(Handler.class))
                    : super.upgrade(handler);
        }
    }

    /** Tyrus's own, which sees another stream, and that when it can be written to. */
    public static final class Handler extends TyrusHttpUpgradeHandler {
        @Override
        public void init(WebConnection connection) {
            try {
                var output = new Output(connection.getOutputStream());
                output.open(() -> super.init(new Connection(connection, output)));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    @SuppressWarnings("try") // the interface lets close() throw anything
    private static final class Connection implements WebConnection {
        private final WebConnection connection;
        private final Output output;

        Connection(WebConnection connection, Output output) {
            this.connection = connection;
            this.output = output;
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

    /** Has a listener from the beginning, and calls Tyrus's for it. */
    private static final class Output extends ServletOutputStream implements WriteListener {
        private final ServletOutputStream stream;
        private final AtomicReference<Runnable> opening = new AtomicReference<>();
        /** Guarded by this. */
        private WriteListener listener;

        /** Guarded by this: the stream became ready when there was nobody to tell. */
        private boolean missed;

        Output(ServletOutputStream stream) {
            this.stream = stream;
        }

        void open(Runnable whenReady) {
            opening.set(whenReady);
            stream.setWriteListener(this);
        }

        @Override
        public void onWritePossible() throws IOException {
            var first = opening.getAndSet(null);
            if (first != null) {
                first.run();
                return;
            }
            WriteListener told;
            synchronized (this) {
                told = listener;
                missed = told == null;
            }
            if (told != null) {
                told.onWritePossible();
            }
        }

        @Override
        public void onError(Throwable failure) {
            WriteListener told;
            synchronized (this) {
                told = listener;
            }
            if (told != null) {
                told.onError(failure);
            }
        }

        @Override
        public boolean isReady() {
            return stream.isReady();
        }

        @Override
        public void setWriteListener(WriteListener added) {
            boolean late;
            synchronized (this) {
                listener = added;
                late = missed;
            }
            if (late) {
                try {
                    added.onWritePossible();
                } catch (IOException e) {
                    added.onError(e);
                }
            }
        }

        @Override
        public void write(int one) throws IOException {
            stream.write(one);
        }

        @Override
        public void write(byte[] bytes, int from, int length) throws IOException {
            stream.write(bytes, from, length);
        }

        @Override
        public void flush() throws IOException {
            stream.flush();
        }

        @Override
        public void close() throws IOException {
            stream.close();
        }
    }
}

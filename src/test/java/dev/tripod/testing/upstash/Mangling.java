package dev.tripod.testing.upstash;

import java.io.IOException;
import java.util.Arrays;

/** What the client gets to see of an answer to commands that have run. */
enum Mangling implements Fault {
    TRUNCATED {
        @Override
        void spoil(Moment moment) throws IOException {
            var answer = moment.answer();
            moment.connection().write(answer.head());
            moment.connection().write(Arrays.copyOf(answer.body(), answer.body().length / 2));
            moment.connection().close();
        }
    },
    GARBAGE {
        @Override
        void spoil(Moment moment) throws IOException {
            moment.connection().write((byte) 0x16, (byte) 0x03, (byte) 0xff, (byte) '\n', (byte) '\n');
            moment.connection().close();
        }
    },
    HEADERS_ONLY {
        @Override
        void spoil(Moment moment) throws IOException {
            moment.connection().write(moment.answer().head());
            moment.connection().hang(moment.rule()::isCleared);
        }
    };

    abstract void spoil(Moment moment) throws IOException;

    @Override
    public void strike(Moment moment, Stage at) throws IOException {
        if (at == Stage.AFTER) {
            spoil(moment);
        }
    }
}

package dev.tripod.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.Writer;

/** A process that answers a line with a line, and ends with its input. */
final class TalkingProcess implements Closeable {
    private final Writer questions;
    private final BufferedReader answers;

    TalkingProcess(String... command) throws IOException {
        var process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        questions = new OutputStreamWriter(process.getOutputStream(), UTF_8);
        answers = new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8));
    }

    String ask(String question) throws IOException {
        questions.write(question + "\n");
        questions.flush();
        var answer = answers.readLine();
        if (answer == null) {
            throw new EOFException("The process has ended");
        }
        return answer;
    }

    @Override
    public void close() throws IOException {
        questions.close();
    }
}

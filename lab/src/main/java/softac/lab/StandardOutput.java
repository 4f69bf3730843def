package softac.lab;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import org.jspecify.annotations.Nullable;

/** Standard output, which remembers that it could not be written: a {@code PrintWriter} around it only goes on. */
final class StandardOutput extends OutputStream {
    private final OutputStream out;
    private @Nullable IOException failure;

    StandardOutput() {
        this(new FileOutputStream(FileDescriptor.out));
    }

    StandardOutput(OutputStream out) {
        this.out = out;
    }

    @Override
    public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int from, int count) throws IOException {
        try {
            out.write(bytes, from, count);
        } catch (IOException e) {
            failure = e;
            throw e;
        }
    }

    /**
     * Says so where what was printed got lost. Who closed the pipe, as {@code | head} does, had enough and lost nothing.
     *
     * @param code what the command ended with
     * @return the exit code of the process
     */
    int ended(int code, PrintWriter err) {
        if (code != ExitCode.DONE
                || failure == null
                || String.valueOf(failure.getMessage()).contains("Broken pipe")) {
            return code;
        }
        err.println("sac: standard output: " + failure.getMessage());
        err.flush();
        return ExitCode.USAGE;
    }
}

package softac.sac.train.file;

import java.io.IOException;

/**
 * A file cannot be read, is damaged, is of another kind or does not fit what it is loaded into. The message is one line:
 * which file, what is wrong, what was expected.
 */
public final class BadFileException extends IOException {
    private static final long serialVersionUID = 1L;

    BadFileException(String file, String problem) {
        super(Text.oneLine(file) + ": " + Text.oneLine(problem));
    }

    BadFileException(String file, String problem, Throwable cause) {
        super(Text.oneLine(file) + ": " + Text.oneLine(problem), cause);
    }

    /** The failure to read a file, unless it is one of these already. */
    static BadFileException of(String file, IOException e) {
        return e instanceof BadFileException bad
                ? bad
                : new BadFileException(file, "it cannot be read: " + Text.reason(e), e);
    }
}

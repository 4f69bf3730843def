package softac.lab;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;
import softac.lab.run.Numeral;
import softac.lab.run.Run;

/** Whole numbers as people type them: 10000, 10_000 or 1e4. */
final class Whole {
    private Whole() {}

    /** Into a {@code long}. */
    static final class Long64 implements ITypeConverter<Long> {
        @Override
        public Long convert(String text) {
            try {
                return Numeral.whole(text, Long.MAX_VALUE);
            } catch (IllegalArgumentException e) {
                throw new TypeConversionException(e.getMessage());
            }
        }
    }

    /** Into an {@code int}. */
    static final class Int32 implements ITypeConverter<Integer> {
        @Override
        public Integer convert(String text) {
            try {
                return (int) Numeral.whole(text, Integer.MAX_VALUE);
            } catch (IllegalArgumentException e) {
                throw new TypeConversionException(e.getMessage());
            }
        }
    }

    /** Into a few: what is no number is refused with their range here, what is out of it by those who know an example. */
    private abstract static class Few implements ITypeConverter<Integer> {
        private final String range;

        Few(int least, int most) {
            range = "between " + least + " and " + most;
        }

        @Override
        public final Integer convert(String text) {
            try {
                return (int) Numeral.whole(text, Integer.MAX_VALUE);
            } catch (IllegalArgumentException e) {
                throw new TypeConversionException("'" + text + "': must be a whole number " + range);
            }
        }
    }

    /** Into a number of threads. */
    static final class Threads extends Few {
        Threads() {
            super(1, Run.MOST_THREADS);
        }
    }

    /** Into a port of this machine. */
    static final class Port extends Few {
        Port() {
            super(0, WatchCommand.LAST_PORT);
        }
    }
}

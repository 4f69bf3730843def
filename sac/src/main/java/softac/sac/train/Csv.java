package softac.sac.train;

import java.io.IOException;
import java.io.Writer;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Map;
import java.util.stream.Collectors;

/** A table of numbers as text: a header, then a row for each map of the same keys; an empty cell for NaN. */
public final class Csv {
    private static final MathContext DIGITS = new MathContext(10);

    private final Writer out;
    private boolean headed;

    /**
     * A table without header yet.
     *
     * @param out flushed after every row, closed by its owner
     */
    public Csv(Writer out) {
        this(out, false);
    }

    /**
     * A table that is gone on with.
     *
     * @param out flushed after every row, closed by its owner
     * @param headed whether the header was written before
     */
    public Csv(Writer out, boolean headed) {
        this.out = out;
        this.headed = headed;
    }

    /**
     * Writes a row, before the first one the header.
     *
     * @param row column → value
     * @throws IOException when it cannot be written
     */
    public void write(Map<String, Double> row) throws IOException {
        if (!headed) {
            headed = true;
            out.write(String.join(",", row.keySet()) + "\n");
        }
        out.write(row.values().stream().map(Csv::text).collect(Collectors.joining(",")) + "\n");
        out.flush();
    }

    /**
     * The number that a reader of the cell finds there: ten significant digits.
     *
     * @param value as measured
     * @return as written
     */
    public static double rounded(double value) {
        return Double.isFinite(value) ? new BigDecimal(value).round(DIGITS).doubleValue() : value;
    }

    /** Ten significant digits, the same on every JDK, which {@code Double.toString} is not. */
    public static String text(double value) {
        if (!Double.isFinite(value)) {
            return Double.isNaN(value) ? "" : value > 0 ? "inf" : "-inf";
        }
        BigDecimal decimal = new BigDecimal(value).round(DIGITS).stripTrailingZeros();
        return Math.abs(decimal.scale()) < 20 ? decimal.toPlainString() : decimal.toString();
    }
}

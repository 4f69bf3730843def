package softac.lab.run;

import java.util.List;
import java.util.Locale;
import softac.sac.train.Csv;

/**
 * What became of one seed of a group.
 *
 * @param seed of the run
 * @param state whether it got to its end
 * @param steps how far it got
 * @param meanReturn of the final evaluation, NaN where there was none
 * @param hash of the final state, empty where it is not final
 * @param problem why it failed, in one line, empty where it did not; not in the table
 */
public record SeedResult(long seed, State state, long steps, double meanReturn, String hash, String problem) {
    /** The columns of the table. */
    static final String COLUMNS = "seed,state," + Measured.STEPS + ",final/mean_reward,state_sha256";

    /** How it stands. */
    public enum State {
        /** Its turn has not come. */
        WAITING,
        /** All steps are done. */
        DONE,
        /** Somebody stopped it. */
        STOPPED,
        /** It ended by itself, too early. */
        FAILED;

        /** As in the table. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** One that has no final state. */
    public static SeedResult unfinished(long seed, State state, long steps, String problem) {
        return new SeedResult(seed, state, steps, Double.NaN, "", problem);
    }

    /** Whether it stands so. */
    public boolean is(State other) {
        return state == other;
    }

    /** Its row in the table. */
    String row() {
        return seed + "," + state.word() + "," + steps + "," + Csv.text(meanReturn) + "," + hash;
    }

    /**
     * A row read back.
     *
     * @throws IllegalArgumentException when it is none
     */
    static SeedResult of(String row) {
        List<String> cells = CsvTable.cells(row);
        if (cells.size() != 5) {
            throw new IllegalArgumentException(cells.size() + " cells");
        }
        return new SeedResult(
                Long.parseLong(cells.get(0)),
                State.valueOf(cells.get(1).toUpperCase(Locale.ROOT)),
                Long.parseLong(cells.get(2)),
                CsvTable.number(cells.get(3)),
                cells.get(4),
                "");
    }
}

package softac.sac.env.registry;

import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** What somebody may have meant who mistyped a name. */
public final class Spelling {
    private Spelling() {}

    /**
     * The nearest name by Levenshtein's distance, if at most a third of its letters are wrong. Capitals do not count.
     *
     * @param typed what is no name
     * @param names what could have been meant
     * @return the first of the nearest
     */
    public static Optional<String> nearest(String typed, Stream<String> names) {
        String wanted = typed.toLowerCase(Locale.ROOT);
        return names.map(name -> new Candidate(name, distance(wanted, name.toLowerCase(Locale.ROOT))))
                .filter(candidate ->
                        3 * candidate.distance() <= candidate.name().length())
                .min(Comparator.comparingInt(Candidate::distance))
                .map(Candidate::name);
    }

    private record Candidate(String name, int distance) {}

    /** The least number of letters inserted, removed or replaced to turn s into t. */
    private static int distance(String s, String t) {
        int[] row = new int[t.length() + 1]; // row[j]: from the first i letters of s to the first j of t
        for (int j = 0; j < row.length; j++) {
            row[j] = j;
        }
        for (int i = 1; i <= s.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j < row.length; j++) {
                int replaced = diagonal + (s.charAt(i - 1) == t.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(replaced, 1 + Math.min(row[j], row[j - 1]));
            }
        }
        return row[t.length()];
    }
}

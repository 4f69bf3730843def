package softac.sac.env.registry;

import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** What somebody may have meant who mistyped a name. */
public final class Spelling {
    private Spelling() {}

    /**
     * The nearest name by the distance of Damerau and Levenshtein, if at most a third of its letters are wrong. Capitals do not count,
     * neither does what is far longer than every name.
     *
     * @param typed what is no name
     * @param names what could have been meant
     * @return the first of the nearest
     */
    public static Optional<String> nearest(String typed, Stream<String> names) {
        String wanted = typed.toLowerCase(Locale.ROOT);
        return names.filter(name -> wanted.length() <= 2 * name.length())
                .map(name -> new Candidate(name, distance(wanted, name.toLowerCase(Locale.ROOT))))
                .filter(candidate ->
                        3 * candidate.distance() <= candidate.name().length())
                .min(Comparator.comparingInt(Candidate::distance))
                .map(Candidate::name);
    }

    private record Candidate(String name, int distance) {}

    /** The least number of letters inserted, removed, replaced or swapped with their neighbour to turn s into t. */
    private static int distance(String s, String t) {
        int[][] d = new int[s.length() + 1][t.length() + 1]; // from the first i letters of s to the first j of t
        for (int i = 0; i <= s.length(); i++) {
            for (int j = 0; j <= t.length(); j++) {
                if (i == 0 || j == 0) {
                    d[i][j] = i + j;
                    continue;
                }
                int replaced = d[i - 1][j - 1] + (s.charAt(i - 1) == t.charAt(j - 1) ? 0 : 1);
                d[i][j] = Math.min(replaced, 1 + Math.min(d[i - 1][j], d[i][j - 1]));
                if (i > 1 && j > 1 && s.charAt(i - 1) == t.charAt(j - 2) && s.charAt(i - 2) == t.charAt(j - 1)) {
                    d[i][j] = Math.min(d[i][j], 1 + d[i - 2][j - 2]);
                }
            }
        }
        return d[s.length()][t.length()];
    }
}

package softac.lab;

import java.util.List;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.LongStream;

/** Several seeds as typed: {@code 1..5}, {@code 1,3,5}, or both, {@code 1..3,7}. */
record SeedList(List<Long> seeds) {
    private static final int MOST = 1_000;
    private static final Pattern PART = Pattern.compile("(\\d+)(?:\\.\\.(\\d+))?");

    /**
     * Reads what was typed behind {@code --seeds}.
     *
     * @return in ascending order
     * @throws IllegalArgumentException when it is anything else, or names a seed twice
     */
    static SeedList parse(String typed) {
        TreeSet<Long> seeds = new TreeSet<>();
        for (String part : typed.split(",", -1)) {
            Matcher matcher = PART.matcher(part.strip());
            if (!matcher.matches()) {
                throw refused(typed, "must be whole numbers and ranges");
            }
            long first = seed(typed, matcher.group(1));
            long last = matcher.group(2) == null ? first : seed(typed, matcher.group(2));
            if (last < first) {
                throw refused(typed, "the range " + first + ".." + last + " runs backwards");
            }
            if (last - first >= MOST || seeds.size() + last - first >= MOST) {
                throw refused(typed, "at most " + Numbers.count(MOST) + " seeds");
            }
            LongStream.rangeClosed(first, last)
                    .forEach(
                            seed -> { // last + 1 may be none
                                if (!seeds.add(seed)) {
                                    throw refused(typed, "seed " + seed + " is named twice");
                                }
                            });
        }
        return new SeedList(List.copyOf(seeds));
    }

    private static long seed(String typed, String digits) {
        try {
            return Long.parseLong(digits);
        } catch (NumberFormatException e) {
            throw refused(typed, "a seed is at most " + Numbers.count(Long.MAX_VALUE));
        }
    }

    private static IllegalArgumentException refused(String typed, String why) {
        return new IllegalArgumentException(
                "--seeds '" + typed + "': " + why + ", for example --seeds 1..5 or --seeds 1,3,5");
    }
}

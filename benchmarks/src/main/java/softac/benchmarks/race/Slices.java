package softac.benchmarks.race;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * The contender's side of the race: lines in, lines out. {@code src/main/python/sac_update.py} speaks the same.
 *
 * <pre>
 * about …                          any number of times: what it computes with
 * checked way file                 for every way: where the result of the check stands
 * ready
 *     warm seconds                 warms up, tries every way            →  warm way
 *     slice seconds                works so long                        →  did amount seconds
 *     (end of input)               ends
 * </pre>
 */
public final class Slices {
    /** Share of a slice that passes first, untimed: caches fill and threads wake. */
    private static final double SETTLE = 0.1;

    private Slices() {}

    /** Says something about a contender, for the header. */
    public static void about(String text) {
        System.out.println("about " + text.replaceAll("\\s+", " ").strip());
    }

    /**
     * Works when told to, until the end of the input.
     *
     * @param ways at least one
     * @throws IOException when the input breaks
     */
    public static void serve(List<Way> ways) throws IOException {
        System.out.println("ready");
        Way way = ways.get(0);
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            String[] words = line.split(" ", -1);
            double seconds = Double.parseDouble(words[1]);
            if (words[0].equals("warm")) {
                way = fastest(ways, seconds);
                System.out.println("warm " + way.name());
            } else {
                work(way, seconds * SETTLE);
                long start = System.nanoTime();
                double amount = work(way, seconds);
                System.out.println("did " + amount + " " + (System.nanoTime() - start) / 1e9);
            }
        }
    }

    /** Two thirds of the time warm every way up, the rest compares them, in turns. */
    private static Way fastest(List<Way> ways, double seconds) {
        int rounds = 4;
        for (Way way : ways) {
            work(way, seconds * 2 / 3 / ways.size());
        }
        double[] amounts = new double[ways.size()];
        for (int round = 0; round < rounds; round++) {
            for (int w = 0; w < amounts.length; w++) {
                long start = System.nanoTime();
                double amount = work(ways.get(w), seconds / 3 / amounts.length / rounds);
                amounts[w] = Math.max(amounts[w], amount / (System.nanoTime() - start));
            }
        }
        int best = 0;
        for (int w = 1; w < amounts.length; w++) {
            best = amounts[w] > amounts[best] ? w : best;
        }
        return ways.get(best);
    }

    private static double work(Way way, double seconds) {
        long end = System.nanoTime() + (long) (seconds * 1e9);
        double amount = 0;
        do {
            amount += way.burst().getAsDouble();
        } while (System.nanoTime() < end);
        return amount;
    }
}

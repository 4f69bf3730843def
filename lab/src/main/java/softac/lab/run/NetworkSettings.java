package softac.lab.run;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import softac.autodiff.Activation;

/**
 * The shape of every network.
 *
 * @param hidden units of each hidden layer; papers: 256, 256
 * @param activation after each hidden layer; papers: relu
 */
public record NetworkSettings(List<Integer> hidden, Activation activation) {
    private static final int MOST_LAYERS = 64; // each has pieces of state of its own, whose names a file must hold
    private static final int MOST_UNITS = 16_384;

    static final String RANGE =
            "1 to " + MOST_LAYERS + " whole numbers from 1 to " + MOST_UNITS + ", separated by commas";

    /** Checks every range. */
    public NetworkSettings {
        hidden = List.copyOf(hidden);
        int layers = hidden.size();
        boolean allowed = layers >= 1
                && layers <= MOST_LAYERS
                && hidden.stream().allMatch(units -> units >= 1 && units <= MOST_UNITS);
        Check.that("--hidden", text(hidden), allowed, RANGE, "64,64");
        Check.that("--activation", activation, activation != Activation.NONE, "relu or tanh", "relu");
    }

    /**
     * Hidden layers as typed.
     *
     * @param text {@code 64,64}
     * @throws IllegalArgumentException when it is anything else
     */
    public static List<Integer> hidden(String text) {
        try {
            return Arrays.stream(text.split(",", -1))
                    .map(units -> Integer.valueOf(units.strip()))
                    .toList();
        } catch (NumberFormatException e) {
            throw Check.refused("--hidden", Check.quoted(text), RANGE, "64,64");
        }
    }

    /**
     * An activation as typed.
     *
     * @param name relu or tanh
     * @throws IllegalArgumentException for any other name
     */
    public static Activation activation(String name) {
        return Check.named("--activation", name, List.of(Activation.RELU, Activation.TANH));
    }

    private static String text(List<Integer> hidden) {
        if (hidden.isEmpty()) {
            return "[]"; // as in a file: nobody can type none
        }
        if (hidden.size() > MOST_LAYERS) {
            return hidden.size() + " layers";
        }
        return hidden.stream().map(String::valueOf).collect(Collectors.joining(",", "'", "'"));
    }
}

package softac.autodiff.check;

/**
 * The rule of one recorded operation, checked by itself on the arguments it had there: Σ w ⊙ op(a, b, c), w random, along
 * a random direction of one argument. No other operation has a part in it, so a disagreement names the culprit.
 *
 * @param slot position on the tape
 * @param operation name of the operation
 * @param place position, shapes and the parameters among the arguments
 * @param argument a, b or c; {@code pieces} when the smooth pieces that the operation declares do not give its value
 * @param derivative along the direction (parameter {@code a}, {@code b} or {@code c}), both ways
 */
public record Rule(int slot, String operation, String place, String argument, Derivative derivative) {
    /** What follows for the operation. */
    public Verdict verdict() {
        return derivative.verdict();
    }

    /** One line. */
    @Override
    public String toString() {
        return operation + " " + place + ", argument " + argument + ": analytic " + derivative.analytic() + ", numeric "
                + derivative.numeric() + " ± " + derivative.bar() + ": " + verdict();
    }
}

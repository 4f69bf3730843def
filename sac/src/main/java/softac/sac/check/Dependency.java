package softac.sac.check;

/**
 * What one loss has to do with one group of parameters, or with one input of the batch.
 *
 * @param loss name of the loss; {@link DependencyTable#TARGETS} for the end of an update, where target networks follow
 * @param on symbol of the group of parameters, or name of the input
 * @param reached whether the loss depends on it: it stands in the recorded graph of the loss, be it behind stopGradient, or
 *     the loss is another number when it is moved
 * @param moved whether the step of the loss's optimiser, in a real update, changes a bit of it
 * @param gradientNorm ‖∂L‖, Euclidean: of the loss differentiated with respect to this group and nothing else; NaN for
 *     inputs and targets
 */
public record Dependency(String loss, String on, boolean reached, boolean moved, double gradientNorm) {
    /** Neither reached nor moved. */
    static final String NOTHING = ".";

    /** As it stands in a committed table: . nothing, r reached, m reached and moved, t moved but not reached. */
    String mark() {
        if (moved) {
            return reached ? "m" : "t";
        }
        return reached ? "r" : NOTHING;
    }

    /** A mark in words. */
    static String words(String mark) {
        return switch (mark) {
            case "m" -> "reached and moved";
            case "t" -> "moved, not reached";
            case "r" -> "reached";
            case NOTHING -> "neither reached nor moved";
            default -> mark;
        };
    }
}

package softac.autodiff.random;

import java.util.function.DoubleSupplier;

/**
 * A source of standard normal draws: ε ~ N(0, 1), independent of one another. {@link Rng} is the usual one; a check
 * scripts its own, because with the noise held still a stochastic loss is a plain function.
 *
 * <p>It is also a {@link DoubleSupplier}, so that the kernels, which know nothing of this package, can be handed it as
 * it is.
 */
@FunctionalInterface
public interface Noise extends DoubleSupplier {
    /** One draw ε ~ N(0, 1). */
    double normal();

    /** The same as {@link #normal()}: takes the next draw. */
    @Override
    default double getAsDouble() {
        return normal();
    }
}

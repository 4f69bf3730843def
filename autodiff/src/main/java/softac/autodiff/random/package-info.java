/**
 * Random numbers, passed and never found: a {@link softac.autodiff.random.Seed} is a place in a tree of names, a {@link
 * softac.autodiff.random.Rng} the stream of numbers that starts there.
 *
 * <p>Whoever needs noise is given a seed or a stream; nothing here reads a clock, and there is no global generator. A
 * stream depends on the number and on the names that lead to it, and on nothing else, so that a new consumer of
 * randomness (with a new name) shifts nobody else's numbers:
 *
 * <pre>{@code
 * Seed seed = Seed.of(1);
 * Rng starts = seed.split("env").rng();
 * Rng exploration = seed.split("policy").rng();
 * }</pre>
 *
 * <p>The numbers are NumPy's: {@code SeedSequence} mixes the seed, PCG64 steps the stream, a 256-layer ziggurat shapes
 * the normal draws. {@code Seed.of(n).rng()} is {@code numpy.random.default_rng(n)}, bit for bit, with one exception
 * stated at {@link softac.autodiff.random.Rng#normal()}; a run can therefore be held against a Python program that
 * draws the same numbers.
 */
@NullMarked
package softac.autodiff.random;

import org.jspecify.annotations.NullMarked;

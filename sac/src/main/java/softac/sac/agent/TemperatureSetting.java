package softac.sac.agent;

import java.util.OptionalDouble;

/**
 * How much entropy is worth beside reward: learned, fixed, or through the scale of the rewards. One of the three, so
 * that a reward scale and an α can never both be set.
 */
public sealed interface TemperatureSetting {
    /**
     * α is learned so that the policy's entropy meets a target (v2, section 5).
     *
     * @param initial α before the first update, above 0
     * @param targetEntropy H̄ in nats of the unscaled action, below m·log 2; empty for −m, the papers' choice
     */
    record Learned(double initial, OptionalDouble targetEntropy) implements TemperatureSetting {
        /** Checks the initial value. */
        public Learned {
            if (!(initial > 0 && initial < Double.POSITIVE_INFINITY)) {
                throw new IllegalArgumentException("initial temperature " + initial + ": must be above 0 and finite");
            }
        }

        /**
         * With a target of one's own.
         *
         * @param initial α before the first update, above 0
         * @param targetEntropy H̄ in nats of the unscaled action
         */
        public Learned(double initial, double targetEntropy) {
            this(initial, OptionalDouble.of(targetEntropy));
        }

        /** α starts at 1, the target is −m. */
        public static Learned standard() {
            return new Learned(1, OptionalDouble.empty());
        }

        /**
         * The target for that many action dimensions.
         *
         * @param actionSize m
         * @return H̄
         * @throws IllegalArgumentException when no squashed Gaussian on (−1, 1)ᵐ has that entropy: m·log 2 is that of uniform
         *     actions, to which only α → ∞ would lead
         */
        double targetFor(int actionSize) {
            double target = targetEntropy.orElse(-actionSize);
            double uniform = actionSize * StrictMath.log(2);
            if (!(target > Double.NEGATIVE_INFINITY && target < uniform)) {
                throw new IllegalArgumentException("target entropy " + target + ": must be finite and below "
                        + actionSize + "·log 2 = " + uniform + ", the entropy of uniform actions");
            }
            return target;
        }
    }

    /**
     * α stays.
     *
     * @param alpha α in units of reward per nat, at least 0
     */
    record Fixed(double alpha) implements TemperatureSetting {
        /** Checks the range. */
        public Fixed {
            if (!(alpha >= 0 && alpha < Double.POSITIVE_INFINITY)) {
                throw new IllegalArgumentException("temperature α = " + alpha + ": must be at least 0 and finite");
            }
        }
    }

    /**
     * α = 1 and every reward is multiplied (v1, section 5.2): the same optimal policy as α = 1/scale, not the same
     * trajectory under Adam.
     *
     * @param scale factor of the rewards, above 0
     */
    record RewardScale(double scale) implements TemperatureSetting {
        /** Checks the range. */
        public RewardScale {
            if (!(scale > 0 && scale < Double.POSITIVE_INFINITY)) {
                throw new IllegalArgumentException("reward scale " + scale + ": must be above 0 and finite");
            }
        }
    }
}

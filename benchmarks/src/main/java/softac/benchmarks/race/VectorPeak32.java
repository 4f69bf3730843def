package softac.benchmarks.race;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/** Independent chains of fused multiply-adds on floats, nothing else. */
final class VectorPeak32 {
    private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;

    private VectorPeak32() {}

    /** Floating point operations of one step of one chain. */
    static int flops() {
        return 2 * SPECIES.length();
    }

    /**
     * Runs the chains.
     *
     * @param chains one of {@link VectorPeak#CHAINS}
     * @param steps length of each
     * @return something that depends on all of them
     */
    static double run(int chains, int steps) {
        FloatVector x = FloatVector.broadcast(SPECIES, 1 + steps * 0x1p-40f);
        FloatVector y = FloatVector.broadcast(SPECIES, 0x1p-20f);
        return switch (chains) {
            case 8 -> chains8(x, y, steps);
            case 10 -> chains10(x, y, steps);
            case 12 -> chains12(x, y, steps);
            case 16 -> chains16(x, y, steps);
            case 24 -> chains24(x, y, steps);
            default -> throw new IllegalArgumentException(chains + " chains: not among those written out");
        };
    }

    private static float chains8(FloatVector x, FloatVector y, int steps) {
        FloatVector a0 = FloatVector.broadcast(SPECIES, 0);
        FloatVector a1 = FloatVector.broadcast(SPECIES, 1);
        FloatVector a2 = FloatVector.broadcast(SPECIES, 2);
        FloatVector a3 = FloatVector.broadcast(SPECIES, 3);
        FloatVector a4 = FloatVector.broadcast(SPECIES, 4);
        FloatVector a5 = FloatVector.broadcast(SPECIES, 5);
        FloatVector a6 = FloatVector.broadcast(SPECIES, 6);
        FloatVector a7 = FloatVector.broadcast(SPECIES, 7);
        for (int i = 0; i < steps; i++) {
            a0 = x.fma(y, a0);
            a1 = x.fma(y, a1);
            a2 = x.fma(y, a2);
            a3 = x.fma(y, a3);
            a4 = x.fma(y, a4);
            a5 = x.fma(y, a5);
            a6 = x.fma(y, a6);
            a7 = x.fma(y, a7);
        }
        return a0.add(a1).add(a2).add(a3).add(a4).add(a5).add(a6).add(a7).lane(0);
    }

    private static float chains10(FloatVector x, FloatVector y, int steps) {
        FloatVector a0 = FloatVector.broadcast(SPECIES, 0);
        FloatVector a1 = FloatVector.broadcast(SPECIES, 1);
        FloatVector a2 = FloatVector.broadcast(SPECIES, 2);
        FloatVector a3 = FloatVector.broadcast(SPECIES, 3);
        FloatVector a4 = FloatVector.broadcast(SPECIES, 4);
        FloatVector a5 = FloatVector.broadcast(SPECIES, 5);
        FloatVector a6 = FloatVector.broadcast(SPECIES, 6);
        FloatVector a7 = FloatVector.broadcast(SPECIES, 7);
        FloatVector a8 = FloatVector.broadcast(SPECIES, 8);
        FloatVector a9 = FloatVector.broadcast(SPECIES, 9);
        for (int i = 0; i < steps; i++) {
            a0 = x.fma(y, a0);
            a1 = x.fma(y, a1);
            a2 = x.fma(y, a2);
            a3 = x.fma(y, a3);
            a4 = x.fma(y, a4);
            a5 = x.fma(y, a5);
            a6 = x.fma(y, a6);
            a7 = x.fma(y, a7);
            a8 = x.fma(y, a8);
            a9 = x.fma(y, a9);
        }
        return a0.add(a1)
                .add(a2)
                .add(a3)
                .add(a4)
                .add(a5)
                .add(a6)
                .add(a7)
                .add(a8)
                .add(a9)
                .lane(0);
    }

    private static float chains12(FloatVector x, FloatVector y, int steps) {
        FloatVector a0 = FloatVector.broadcast(SPECIES, 0);
        FloatVector a1 = FloatVector.broadcast(SPECIES, 1);
        FloatVector a2 = FloatVector.broadcast(SPECIES, 2);
        FloatVector a3 = FloatVector.broadcast(SPECIES, 3);
        FloatVector a4 = FloatVector.broadcast(SPECIES, 4);
        FloatVector a5 = FloatVector.broadcast(SPECIES, 5);
        FloatVector a6 = FloatVector.broadcast(SPECIES, 6);
        FloatVector a7 = FloatVector.broadcast(SPECIES, 7);
        FloatVector a8 = FloatVector.broadcast(SPECIES, 8);
        FloatVector a9 = FloatVector.broadcast(SPECIES, 9);
        FloatVector a10 = FloatVector.broadcast(SPECIES, 10);
        FloatVector a11 = FloatVector.broadcast(SPECIES, 11);
        for (int i = 0; i < steps; i++) {
            a0 = x.fma(y, a0);
            a1 = x.fma(y, a1);
            a2 = x.fma(y, a2);
            a3 = x.fma(y, a3);
            a4 = x.fma(y, a4);
            a5 = x.fma(y, a5);
            a6 = x.fma(y, a6);
            a7 = x.fma(y, a7);
            a8 = x.fma(y, a8);
            a9 = x.fma(y, a9);
            a10 = x.fma(y, a10);
            a11 = x.fma(y, a11);
        }
        return a0.add(a1)
                .add(a2)
                .add(a3)
                .add(a4)
                .add(a5)
                .add(a6)
                .add(a7)
                .add(a8)
                .add(a9)
                .add(a10)
                .add(a11)
                .lane(0);
    }

    private static float chains16(FloatVector x, FloatVector y, int steps) {
        FloatVector a0 = FloatVector.broadcast(SPECIES, 0);
        FloatVector a1 = FloatVector.broadcast(SPECIES, 1);
        FloatVector a2 = FloatVector.broadcast(SPECIES, 2);
        FloatVector a3 = FloatVector.broadcast(SPECIES, 3);
        FloatVector a4 = FloatVector.broadcast(SPECIES, 4);
        FloatVector a5 = FloatVector.broadcast(SPECIES, 5);
        FloatVector a6 = FloatVector.broadcast(SPECIES, 6);
        FloatVector a7 = FloatVector.broadcast(SPECIES, 7);
        FloatVector a8 = FloatVector.broadcast(SPECIES, 8);
        FloatVector a9 = FloatVector.broadcast(SPECIES, 9);
        FloatVector a10 = FloatVector.broadcast(SPECIES, 10);
        FloatVector a11 = FloatVector.broadcast(SPECIES, 11);
        FloatVector a12 = FloatVector.broadcast(SPECIES, 12);
        FloatVector a13 = FloatVector.broadcast(SPECIES, 13);
        FloatVector a14 = FloatVector.broadcast(SPECIES, 14);
        FloatVector a15 = FloatVector.broadcast(SPECIES, 15);
        for (int i = 0; i < steps; i++) {
            a0 = x.fma(y, a0);
            a1 = x.fma(y, a1);
            a2 = x.fma(y, a2);
            a3 = x.fma(y, a3);
            a4 = x.fma(y, a4);
            a5 = x.fma(y, a5);
            a6 = x.fma(y, a6);
            a7 = x.fma(y, a7);
            a8 = x.fma(y, a8);
            a9 = x.fma(y, a9);
            a10 = x.fma(y, a10);
            a11 = x.fma(y, a11);
            a12 = x.fma(y, a12);
            a13 = x.fma(y, a13);
            a14 = x.fma(y, a14);
            a15 = x.fma(y, a15);
        }
        return a0.add(a1)
                .add(a2)
                .add(a3)
                .add(a4)
                .add(a5)
                .add(a6)
                .add(a7)
                .add(a8)
                .add(a9)
                .add(a10)
                .add(a11)
                .add(a12)
                .add(a13)
                .add(a14)
                .add(a15)
                .lane(0);
    }

    private static float chains24(FloatVector x, FloatVector y, int steps) {
        FloatVector a0 = FloatVector.broadcast(SPECIES, 0);
        FloatVector a1 = FloatVector.broadcast(SPECIES, 1);
        FloatVector a2 = FloatVector.broadcast(SPECIES, 2);
        FloatVector a3 = FloatVector.broadcast(SPECIES, 3);
        FloatVector a4 = FloatVector.broadcast(SPECIES, 4);
        FloatVector a5 = FloatVector.broadcast(SPECIES, 5);
        FloatVector a6 = FloatVector.broadcast(SPECIES, 6);
        FloatVector a7 = FloatVector.broadcast(SPECIES, 7);
        FloatVector a8 = FloatVector.broadcast(SPECIES, 8);
        FloatVector a9 = FloatVector.broadcast(SPECIES, 9);
        FloatVector a10 = FloatVector.broadcast(SPECIES, 10);
        FloatVector a11 = FloatVector.broadcast(SPECIES, 11);
        FloatVector a12 = FloatVector.broadcast(SPECIES, 12);
        FloatVector a13 = FloatVector.broadcast(SPECIES, 13);
        FloatVector a14 = FloatVector.broadcast(SPECIES, 14);
        FloatVector a15 = FloatVector.broadcast(SPECIES, 15);
        FloatVector a16 = FloatVector.broadcast(SPECIES, 16);
        FloatVector a17 = FloatVector.broadcast(SPECIES, 17);
        FloatVector a18 = FloatVector.broadcast(SPECIES, 18);
        FloatVector a19 = FloatVector.broadcast(SPECIES, 19);
        FloatVector a20 = FloatVector.broadcast(SPECIES, 20);
        FloatVector a21 = FloatVector.broadcast(SPECIES, 21);
        FloatVector a22 = FloatVector.broadcast(SPECIES, 22);
        FloatVector a23 = FloatVector.broadcast(SPECIES, 23);
        for (int i = 0; i < steps; i++) {
            a0 = x.fma(y, a0);
            a1 = x.fma(y, a1);
            a2 = x.fma(y, a2);
            a3 = x.fma(y, a3);
            a4 = x.fma(y, a4);
            a5 = x.fma(y, a5);
            a6 = x.fma(y, a6);
            a7 = x.fma(y, a7);
            a8 = x.fma(y, a8);
            a9 = x.fma(y, a9);
            a10 = x.fma(y, a10);
            a11 = x.fma(y, a11);
            a12 = x.fma(y, a12);
            a13 = x.fma(y, a13);
            a14 = x.fma(y, a14);
            a15 = x.fma(y, a15);
            a16 = x.fma(y, a16);
            a17 = x.fma(y, a17);
            a18 = x.fma(y, a18);
            a19 = x.fma(y, a19);
            a20 = x.fma(y, a20);
            a21 = x.fma(y, a21);
            a22 = x.fma(y, a22);
            a23 = x.fma(y, a23);
        }
        return a0.add(a1)
                .add(a2)
                .add(a3)
                .add(a4)
                .add(a5)
                .add(a6)
                .add(a7)
                .add(a8)
                .add(a9)
                .add(a10)
                .add(a11)
                .add(a12)
                .add(a13)
                .add(a14)
                .add(a15)
                .add(a16)
                .add(a17)
                .add(a18)
                .add(a19)
                .add(a20)
                .add(a21)
                .add(a22)
                .add(a23)
                .lane(0);
    }
}

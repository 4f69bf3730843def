package softac.benchmarks.race;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;

/** Independent chains of fused multiply-adds on doubles, nothing else. */
final class VectorPeak64 {
    private static final VectorSpecies<Double> SPECIES = DoubleVector.SPECIES_PREFERRED;

    private VectorPeak64() {}

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
        DoubleVector x = DoubleVector.broadcast(SPECIES, 1 + steps * 0x1p-40f);
        DoubleVector y = DoubleVector.broadcast(SPECIES, 0x1p-20f);
        return switch (chains) {
            case 8 -> chains8(x, y, steps);
            case 10 -> chains10(x, y, steps);
            case 12 -> chains12(x, y, steps);
            case 16 -> chains16(x, y, steps);
            case 24 -> chains24(x, y, steps);
            default -> throw new IllegalArgumentException(chains + " chains: not among those written out");
        };
    }

    private static double chains8(DoubleVector x, DoubleVector y, int steps) {
        DoubleVector a0 = DoubleVector.broadcast(SPECIES, 0);
        DoubleVector a1 = DoubleVector.broadcast(SPECIES, 1);
        DoubleVector a2 = DoubleVector.broadcast(SPECIES, 2);
        DoubleVector a3 = DoubleVector.broadcast(SPECIES, 3);
        DoubleVector a4 = DoubleVector.broadcast(SPECIES, 4);
        DoubleVector a5 = DoubleVector.broadcast(SPECIES, 5);
        DoubleVector a6 = DoubleVector.broadcast(SPECIES, 6);
        DoubleVector a7 = DoubleVector.broadcast(SPECIES, 7);
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

    private static double chains10(DoubleVector x, DoubleVector y, int steps) {
        DoubleVector a0 = DoubleVector.broadcast(SPECIES, 0);
        DoubleVector a1 = DoubleVector.broadcast(SPECIES, 1);
        DoubleVector a2 = DoubleVector.broadcast(SPECIES, 2);
        DoubleVector a3 = DoubleVector.broadcast(SPECIES, 3);
        DoubleVector a4 = DoubleVector.broadcast(SPECIES, 4);
        DoubleVector a5 = DoubleVector.broadcast(SPECIES, 5);
        DoubleVector a6 = DoubleVector.broadcast(SPECIES, 6);
        DoubleVector a7 = DoubleVector.broadcast(SPECIES, 7);
        DoubleVector a8 = DoubleVector.broadcast(SPECIES, 8);
        DoubleVector a9 = DoubleVector.broadcast(SPECIES, 9);
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

    private static double chains12(DoubleVector x, DoubleVector y, int steps) {
        DoubleVector a0 = DoubleVector.broadcast(SPECIES, 0);
        DoubleVector a1 = DoubleVector.broadcast(SPECIES, 1);
        DoubleVector a2 = DoubleVector.broadcast(SPECIES, 2);
        DoubleVector a3 = DoubleVector.broadcast(SPECIES, 3);
        DoubleVector a4 = DoubleVector.broadcast(SPECIES, 4);
        DoubleVector a5 = DoubleVector.broadcast(SPECIES, 5);
        DoubleVector a6 = DoubleVector.broadcast(SPECIES, 6);
        DoubleVector a7 = DoubleVector.broadcast(SPECIES, 7);
        DoubleVector a8 = DoubleVector.broadcast(SPECIES, 8);
        DoubleVector a9 = DoubleVector.broadcast(SPECIES, 9);
        DoubleVector a10 = DoubleVector.broadcast(SPECIES, 10);
        DoubleVector a11 = DoubleVector.broadcast(SPECIES, 11);
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

    private static double chains16(DoubleVector x, DoubleVector y, int steps) {
        DoubleVector a0 = DoubleVector.broadcast(SPECIES, 0);
        DoubleVector a1 = DoubleVector.broadcast(SPECIES, 1);
        DoubleVector a2 = DoubleVector.broadcast(SPECIES, 2);
        DoubleVector a3 = DoubleVector.broadcast(SPECIES, 3);
        DoubleVector a4 = DoubleVector.broadcast(SPECIES, 4);
        DoubleVector a5 = DoubleVector.broadcast(SPECIES, 5);
        DoubleVector a6 = DoubleVector.broadcast(SPECIES, 6);
        DoubleVector a7 = DoubleVector.broadcast(SPECIES, 7);
        DoubleVector a8 = DoubleVector.broadcast(SPECIES, 8);
        DoubleVector a9 = DoubleVector.broadcast(SPECIES, 9);
        DoubleVector a10 = DoubleVector.broadcast(SPECIES, 10);
        DoubleVector a11 = DoubleVector.broadcast(SPECIES, 11);
        DoubleVector a12 = DoubleVector.broadcast(SPECIES, 12);
        DoubleVector a13 = DoubleVector.broadcast(SPECIES, 13);
        DoubleVector a14 = DoubleVector.broadcast(SPECIES, 14);
        DoubleVector a15 = DoubleVector.broadcast(SPECIES, 15);
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

    private static double chains24(DoubleVector x, DoubleVector y, int steps) {
        DoubleVector a0 = DoubleVector.broadcast(SPECIES, 0);
        DoubleVector a1 = DoubleVector.broadcast(SPECIES, 1);
        DoubleVector a2 = DoubleVector.broadcast(SPECIES, 2);
        DoubleVector a3 = DoubleVector.broadcast(SPECIES, 3);
        DoubleVector a4 = DoubleVector.broadcast(SPECIES, 4);
        DoubleVector a5 = DoubleVector.broadcast(SPECIES, 5);
        DoubleVector a6 = DoubleVector.broadcast(SPECIES, 6);
        DoubleVector a7 = DoubleVector.broadcast(SPECIES, 7);
        DoubleVector a8 = DoubleVector.broadcast(SPECIES, 8);
        DoubleVector a9 = DoubleVector.broadcast(SPECIES, 9);
        DoubleVector a10 = DoubleVector.broadcast(SPECIES, 10);
        DoubleVector a11 = DoubleVector.broadcast(SPECIES, 11);
        DoubleVector a12 = DoubleVector.broadcast(SPECIES, 12);
        DoubleVector a13 = DoubleVector.broadcast(SPECIES, 13);
        DoubleVector a14 = DoubleVector.broadcast(SPECIES, 14);
        DoubleVector a15 = DoubleVector.broadcast(SPECIES, 15);
        DoubleVector a16 = DoubleVector.broadcast(SPECIES, 16);
        DoubleVector a17 = DoubleVector.broadcast(SPECIES, 17);
        DoubleVector a18 = DoubleVector.broadcast(SPECIES, 18);
        DoubleVector a19 = DoubleVector.broadcast(SPECIES, 19);
        DoubleVector a20 = DoubleVector.broadcast(SPECIES, 20);
        DoubleVector a21 = DoubleVector.broadcast(SPECIES, 21);
        DoubleVector a22 = DoubleVector.broadcast(SPECIES, 22);
        DoubleVector a23 = DoubleVector.broadcast(SPECIES, 23);
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

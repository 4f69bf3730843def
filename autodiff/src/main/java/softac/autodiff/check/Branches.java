package softac.autodiff.check;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import softac.autodiff.Kinks;
import softac.autodiff.Slot;
import softac.autodiff.Tape;
import softac.autodiff.kernel.Kernels;

/** The pieces on which the elements of one recorded operation lie at the base point. */
final class Branches<P> {
    private final Kinks<P> kinks;
    private final Slot slot;
    private final int position;
    private final List<P> base;
    private long flips;

    Branches(Kinks<P> kinks, Kernels kernels, Slot slot, int position) {
        this.kinks = kinks;
        this.slot = slot;
        this.position = position;
        base = kinks.at(kernels, slot);
    }

    Slot slot() {
        return slot;
    }

    int position() {
        return position;
    }

    /** Puts the smooth operation of these pieces in the place of the recorded one. */
    void hold(Tape tape) {
        tape.replace(slot, kinks.held(base));
    }

    /** Counts the elements that, for the arguments as they are now, would lie on another piece. */
    void countFlips(Kernels kernels) {
        List<P> now = kinks.at(kernels, slot);
        for (int n = 0; n < base.size(); n++) {
            if (now.get(n) != base.get(n)) {
                flips++;
            }
        }
    }

    Coverage coverage() {
        Map<String, Long> taken = new TreeMap<>();
        kinks.pieces().forEach(piece -> taken.put(piece.toString(), 0L));
        base.forEach(piece -> taken.merge(piece.toString(), 1L, Long::sum));
        return new Coverage(position, slot.op().name(), Program.place(slot, position), taken, flips);
    }
}

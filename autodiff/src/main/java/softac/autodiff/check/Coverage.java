package softac.autodiff.check;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What the base point had to say about one recorded operation with kinks.
 *
 * @param slot position on the tape
 * @param operation name of the operation
 * @param place position, shapes and the parameters among the arguments
 * @param taken smooth piece → how many elements lie on it at the base point
 * @param flips elements that would have left their piece within the largest step, over all derivatives
 */
public record Coverage(int slot, String operation, String place, Map<String, Long> taken, long flips) {
    /** Pieces that no element lies on: their gradient is not certified. */
    public List<String> notCertified() {
        return taken.entrySet().stream()
                .filter(piece -> piece.getValue() == 0)
                .map(Map.Entry::getKey)
                .toList();
    }

    /** Both together, for the same operation at another base point. */
    Coverage and(Coverage other) {
        Map<String, Long> sum = new TreeMap<>(taken);
        other.taken.forEach((piece, count) -> sum.merge(piece, count, Long::sum));
        return new Coverage(slot, operation, place, sum, flips + other.flips);
    }

    /** All of one list, those of the other added to theirs. */
    static List<Coverage> and(List<Coverage> first, List<Coverage> second) {
        List<Coverage> all = new ArrayList<>(first);
        for (Coverage more : second) {
            int at = 0;
            while (at < all.size() && !(all.get(at).slot == more.slot && all.get(at).place.equals(more.place))) {
                at++;
            }
            if (at == all.size()) {
                all.add(more);
            } else {
                all.set(at, all.get(at).and(more));
            }
        }
        return List.copyOf(all);
    }

    /** One line. */
    @Override
    public String toString() {
        return operation + " " + place + ": "
                + taken.entrySet().stream()
                        .map(piece -> piece.getKey() + " at " + piece.getValue())
                        .collect(Collectors.joining(", "))
                + "; flips " + flips;
    }
}

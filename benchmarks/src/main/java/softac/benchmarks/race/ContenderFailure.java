package softac.benchmarks.race;

/** A contender ended early, or computes something else. */
final class ContenderFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    ContenderFailure(String message) {
        super(message);
    }
}

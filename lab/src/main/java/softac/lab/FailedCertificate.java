package softac.lab;

import java.util.List;

/** A gradient, or what a loss depends on, is wrong, undecided or not certified. */
final class FailedCertificate extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** Says how much is wrong, and the first of it. */
    FailedCertificate(String what, List<String> complaints) {
        super(what + ": " + complaints.get(0)
                + (complaints.size() == 1 ? "" : " (and " + (complaints.size() - 1) + " more)"));
    }
}

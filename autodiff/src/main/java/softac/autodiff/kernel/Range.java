package softac.autodiff.kernel;

/** An elementwise loop over elements 0 … size − 1, shared out in equal pieces. */
abstract class Range implements Team.Task {
    private int size;

    /** Runs the loop over so many elements. */
    final void run(Team team, int size) {
        this.size = size;
        team.run(this, size >= team.elementsWorthSharing);
    }

    @Override
    public final void run(int part, int parts) {
        int piece = (size + parts - 1) / parts;
        loop(Math.min(size, part * piece), Math.min(size, (part + 1) * piece));
    }

    /** The elements {@code from … to − 1}. */
    abstract void loop(int from, int to);
}

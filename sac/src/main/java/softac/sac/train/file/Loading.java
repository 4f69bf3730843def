package softac.sac.train.file;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import softac.autodiff.state.Stateful;

/**
 * Overwrites a state with the tensors of a file, in passes over what the state lists. The first two only read; the third
 * can be taken back: it offers the component its integers and doubles, which are few and which it may refuse, and keeps
 * the old ones. Matrices, which are large and of which all bits are allowed, are touched only in the last.
 */
final class Loading {
    private final SafeTensors file;

    Loading(SafeTensors file) {
        this.file = file;
    }

    void into(Stateful state) throws BadFileException {
        try {
            checkListing(state);
            checkContent(state);
            tryNumbers(state);
            overwrite(state);
        } catch (IOException e) {
            throw file.failure(e);
        }
    }

    /** Every piece is in the file, with its type and shape, and nothing else is. */
    private void checkListing(Stateful state) throws IOException {
        Set<String> names = new HashSet<>();
        Pieces.read(state, piece -> {
            if (!names.add(piece.name())) {
                throw new IllegalArgumentException(
                        Text.quote(piece.name()) + " is listed twice; every piece of state needs a name of its own");
            }
            file.check(piece.name(), piece.dtype(), piece.shape());
        });
        for (String name : file.names()) {
            if (!names.contains(name)) {
                throw file.refuse(
                        Text.quote(name) + " is unknown here; expected a file written with the same settings");
            }
        }
    }

    /** Every value is allowed, and all together have the hash that the file names. */
    private void checkContent(Stateful state) throws IOException {
        StateHash hash = new StateHash();
        Pieces.read(state, piece -> {
            hash.begin(piece);
            file.read(piece.name(), hash::elements);
        });
        String found = hash.hex();
        Optional<String> named = file.metadata(SafeTensors.HASH);
        if (named.isPresent() && !named.get().equals(found)) {
            throw file.refuse("it is damaged: its content has the hash " + found + "; expected "
                    + Text.quote(named.get()) + ", as it says itself");
        }
    }

    /** The component accepts the integers and doubles; if not, it gets its own back. */
    private void tryNumbers(Stateful state) throws IOException {
        List<ByteBuffer> before = new ArrayList<>();
        Pieces.read(state, piece -> {
            if (!piece.isMatrix()) {
                before.add(copy(piece));
            }
        });
        try {
            Pieces.overwrite(state, piece -> {
                if (!piece.isMatrix()) {
                    file.fill(piece);
                }
            });
        } catch (IOException | RuntimeException e) {
            Iterator<ByteBuffer> old = before.iterator();
            Pieces.overwrite(state, piece -> {
                if (!piece.isMatrix()) {
                    piece.bits().get(old.next(), 0);
                }
            });
            throw e instanceof IOException unreadable ? unreadable : file.refuse("it is refused: " + e.getMessage());
        }
    }

    private void overwrite(Stateful state) throws BadFileException {
        try {
            Pieces.overwrite(state, file::fill);
        } catch (IOException | RuntimeException e) {
            throw file.refuse("it failed in the middle of being loaded (" + e.getMessage()
                    + "); what was loaded is incomplete: load another file before it is used");
        }
    }

    private static ByteBuffer copy(Piece piece) {
        ByteBuffer copy =
                ByteBuffer.allocate(Math.toIntExact(piece.byteLength())).order(ByteOrder.LITTLE_ENDIAN);
        piece.bits().put(0, copy);
        return copy.flip();
    }
}

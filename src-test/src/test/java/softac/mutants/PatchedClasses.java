package softac.mutants;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.StringWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.tools.FileObject;
import javax.tools.ForwardingJavaFileManager;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileManager;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/**
 * The classes of a source file with a mistake in it, compiled against the product's.
 *
 * @param code name → class file
 */
record PatchedClasses(Map<String, byte[]> code) {
    /** None: the product as it is. */
    static PatchedClasses none() {
        return new PatchedClasses(Map.of());
    }

    /** Compiles the source of a mutant, which must compile. */
    static PatchedClasses of(Mutant mutant) throws IOException {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        String source = mutant.source();
        String simpleName = Path.of(mutant.file()).getFileName().toString();
        JavaFileObject unit =
                new SimpleJavaFileObject(URI.create("mutant:/" + simpleName), JavaFileObject.Kind.SOURCE) {
                    @Override
                    public CharSequence getCharContent(boolean ignoreEncodingErrors) {
                        return source;
                    }
                };
        List<String> options = List.of("-nowarn", "-proc:none", "-cp", System.getProperty("java.class.path"));
        StringWriter words = new StringWriter();
        try (JavaFileManager standard = compiler.getStandardFileManager(null, null, null);
                InMemory memory = new InMemory(standard)) {
            if (!compiler.getTask(words, memory, null, options, null, List.of(unit))
                    .call()) {
                throw new IllegalStateException(mutant + " does not compile: " + words);
            }
            return new PatchedClasses(memory.code());
        }
    }

    /** Writes the class files below a directory that is then put in front of the class path. */
    void writeTo(Path directory) throws IOException {
        for (Map.Entry<String, byte[]> entry : code.entrySet()) {
            Path file = directory.resolve(entry.getKey().replace('.', '/') + ".class");
            Files.createDirectories(file.getParent());
            Files.write(file, entry.getValue());
        }
    }

    /**
     * A loader that has every class {@code softac.…} to itself, these before the product's, and shares all libraries: so
     * each mutant runs in this virtual machine beside the product.
     */
    ClassLoader loader() {
        return new Loader(code);
    }

    private static final class Loader extends ClassLoader {
        private final Map<String, byte[]> code;

        Loader(Map<String, byte[]> code) {
            super(PatchedClasses.class.getClassLoader());
            this.code = code;
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            if (!name.startsWith("softac.")) {
                return super.loadClass(name, resolve);
            }
            synchronized (getClassLoadingLock(name)) {
                Class<?> loaded = findLoadedClass(name);
                return loaded == null ? findClass(name) : loaded;
            }
        }

        /** Without a code source, which keeps these classes out of the coverage of the product. */
        @Override
        protected Class<?> findClass(String name) throws ClassNotFoundException {
            byte[] bytes = code.containsKey(name) ? code.get(name) : productsOwn(name);
            return defineClass(name, bytes, 0, bytes.length);
        }

        private byte[] productsOwn(String name) throws ClassNotFoundException {
            try (var in = getParent().getResourceAsStream(name.replace('.', '/') + ".class")) {
                if (in == null) {
                    throw new ClassNotFoundException(name);
                }
                return in.readAllBytes();
            } catch (IOException e) {
                throw new ClassNotFoundException(name, e);
            }
        }
    }

    /** Keeps what the compiler writes. */
    private static final class InMemory extends ForwardingJavaFileManager<JavaFileManager> {
        private final Map<String, ByteArrayOutputStream> written = new HashMap<>();

        InMemory(JavaFileManager standard) {
            super(standard);
        }

        @Override
        public JavaFileObject getJavaFileForOutput(
                Location location, String className, JavaFileObject.Kind kind, FileObject sibling) {
            return new SimpleJavaFileObject(URI.create("memory:/" + className), kind) {
                @Override
                public OutputStream openOutputStream() {
                    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
                    written.put(className, bytes);
                    return bytes;
                }
            };
        }

        Map<String, byte[]> code() {
            Map<String, byte[]> code = new HashMap<>();
            written.forEach((name, bytes) -> code.put(name, bytes.toByteArray()));
            return code;
        }
    }
}

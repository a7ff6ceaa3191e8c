package app.proca.notify.database;

import java.io.IOException;
import java.io.Reader;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;

import org.flywaydb.core.api.ResourceProvider;
import org.flywaydb.core.api.resource.LoadableResource;
import org.jspecify.annotations.Nullable;

/** The scripts of this program, read whole: from a folder, from an archive, or from within a native binary, where Flyway finds none. */
final class Scripts implements ResourceProvider {

    private static final String FOLDER = "db/migration";
    private static final String FIRST = FOLDER + "/V1__proca.sql";

    private final Map<String, LoadableResource> scripts = new TreeMap<>();

    private Scripts(Map<String, String> texts) {
        texts.forEach((name, text) -> scripts.put(name, new Script(name, text)));
    }

    static Scripts ofThisProgram() {
        URL first = Objects.requireNonNull(Scripts.class.getClassLoader().getResource(FIRST), FIRST);
        try {
            URI place = first.toURI();
            if ("file".equals(place.getScheme())) {
                return new Scripts(texts(Path.of(place).resolveSibling("")));
            }
            try (FileSystem archive = FileSystems.newFileSystem(place, Map.of())) {
                return new Scripts(texts(archive.getPath(FOLDER)));
            }
        } catch (IOException failure) {
            throw new UncheckedIOException("cannot read the scripts beside " + first, failure);
        } catch (URISyntaxException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    @Override
    public @Nullable LoadableResource getResource(String name) {
        return scripts.get(name);
    }

    @Override
    public Collection<LoadableResource> getResources(String prefix, String[] suffixes) {
        return scripts.values().stream().filter(script -> script.getFilename().startsWith(prefix)
                && Arrays.stream(suffixes).anyMatch(script.getFilename()::endsWith)).toList();
    }

    private static Map<String, String> texts(Path folder) throws IOException {
        List<Path> files;
        try (Stream<Path> found = Files.list(folder)) {
            files = found.toList();
        }
        Map<String, String> texts = new TreeMap<>();
        for (Path file : files) {
            texts.put(file.getFileName().toString(), Files.readString(file));
        }
        return texts;
    }

    private static final class Script extends LoadableResource {

        private final String name;
        private final String text;

        private Script(String name, String text) {
            this.name = name;
            this.text = text;
        }

        @Override
        public Reader read() {
            return new StringReader(text);
        }

        @Override
        public String getAbsolutePath() {
            return FOLDER + "/" + name;
        }

        @Override
        public String getAbsolutePathOnDisk() {
            return getAbsolutePath();
        }

        @Override
        public String getFilename() {
            return name;
        }

        @Override
        public String getRelativePath() {
            return name;
        }
    }
}

package app.proca.notify.deploy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;

/** What {@code kustomize build} makes of a folder, for as much of kustomize as our folders use; anything else is refused. */
final class Kustomized {

    private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());
    private static final Set<String> KNOWN =
            Set.of("apiVersion", "kind", "namespace", "resources", "components", "images", "patches");

    private final List<ObjectNode> resources = new ArrayList<>();

    private Kustomized() {}

    static List<ObjectNode> at(Path folder) {
        Kustomized made = new Kustomized();
        made.take(folder);
        return List.copyOf(made.resources);
    }

    /** All documents of a file. */
    static List<ObjectNode> documents(Path file) {
        try (MappingIterator<ObjectNode> documents = YAML.readerFor(ObjectNode.class).readValues(file.toFile())) {
            return documents.readAll();
        } catch (IOException failure) {
            throw new UncheckedIOException(file.toString(), failure);
        }
    }

    private void take(Path folder) {
        ObjectNode asked = documents(folder.resolve("kustomization.yaml")).get(0);
        asked.fieldNames().forEachRemaining(name -> {
            if (!KNOWN.contains(name)) {
                throw new IllegalStateException(name + " of " + folder + " is not known to this test");
            }
        });
        asked.path("resources").forEach(resource -> takeResource(folder.resolve(resource.asText())));
        asked.path("components").forEach(component -> take(folder.resolve(component.asText())));
        asked.path("patches").forEach(patch -> patch(folder.resolve(patch.get("path").asText())));
        asked.path("images").forEach(this::rename);
        if (asked.has("namespace")) {
            resources.forEach(resource -> metadata(resource).set("namespace", asked.get("namespace")));
        }
    }

    private void takeResource(Path path) {
        if (path.toFile().isDirectory()) {
            Kustomized base = new Kustomized();
            base.take(path);
            resources.addAll(base.resources);
        } else {
            resources.addAll(documents(path));
        }
    }

    private void patch(Path file) {
        for (ObjectNode patch : documents(file)) {
            ObjectNode patched = resources.stream()
                    .filter(resource -> resource.get("kind").equals(patch.get("kind"))
                            && metadata(resource).get("name").equals(metadata(patch).get("name")))
                    .findFirst().orElseThrow(() -> new IllegalStateException(file + " patches what is not there"));
            merge(patched, patch);
        }
    }

    private void rename(JsonNode image) {
        String renamed = image.get("newName").asText() + ":" + image.get("newTag").asText();
        resources.stream().flatMap(resource -> resource.findParents("image").stream())
                .filter(holder -> holder.get("image").asText().split(":", 2)[0].equals(image.get("name").asText()))
                .forEach(holder -> ((ObjectNode) holder).put("image", renamed));
    }

    private static void merge(ObjectNode into, JsonNode patch) {
        patch.fields().forEachRemaining(field -> {
            JsonNode present = into.get(field.getKey());
            if (field.getValue().isNull()) {
                into.remove(field.getKey());
            } else if (present instanceof ObjectNode object && field.getValue().isObject()) {
                merge(object, field.getValue());
            } else if (present instanceof ArrayNode list && list.path(0).isObject()) {
                field.getValue().forEach(element -> mergeInto(list, element, key(field.getKey())));
            } else {
                into.set(field.getKey(), field.getValue());
            }
        });
    }

    private static void mergeInto(ArrayNode list, JsonNode element, String key) {
        for (JsonNode present : list) {
            if (present.path(key).equals(element.path(key))) {
                merge((ObjectNode) present, element);
                return;
            }
        }
        list.add(element);
    }

    /** What tells apart the elements of a list of this name. */
    private static String key(String list) {
        return switch (list) {
            case "volumeMounts" -> "mountPath";
            case "ports" -> "containerPort";
            case "topologySpreadConstraints" -> "topologyKey";
            default -> "name";
        };
    }

    private static ObjectNode metadata(ObjectNode resource) {
        return (ObjectNode) resource.get("metadata");
    }
}

package app.proca.notify.deploy;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.introspect.Annotated;
import com.fasterxml.jackson.databind.introspect.JacksonAnnotationIntrospector;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import io.fabric8.kubernetes.api.model.batch.v1.CronJob;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;

/** The resources of an overlay, in Kubernetes' types: a field that Kubernetes does not know is refused. */
record Manifests(List<HasMetadata> resources) {

    private static final Path FOLDER = Path.of("target/kubernetes/overlays");

    private static final Map<String, Class<? extends HasMetadata>> TYPES = Map.of("v1 Service", Service.class,
            "v1 ServiceAccount",
            ServiceAccount.class, "v1 ConfigMap", ConfigMap.class, "apps/v1 Deployment", Deployment.class, "batch/v1 CronJob",
            CronJob.class, "policy/v1 PodDisruptionBudget", PodDisruptionBudget.class, "networking.k8s.io/v1 NetworkPolicy",
            NetworkPolicy.class, "autoscaling/v2 HorizontalPodAutoscaler", HorizontalPodAutoscaler.class);

    /** The types keep what they do not know, unless that is forbidden. */
    private static final ObjectMapper STRICT = JsonMapper.builder()
            .annotationIntrospector(new JacksonAnnotationIntrospector() {
                private static final long serialVersionUID = 1L;

                @Override
                public Boolean hasAnySetter(Annotated member) {
                    return false;
                }
            })
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    Manifests {
        resources = List.copyOf(resources);
    }

    static Manifests of(String overlay) {
        return new Manifests(Kustomized.at(FOLDER.resolve(overlay)).stream().map(Manifests::typed).toList());
    }

    static HasMetadata typed(ObjectNode resource) {
        String type = resource.path("apiVersion").asText() + " " + resource.path("kind").asText();
        Class<? extends HasMetadata> known = Optional.ofNullable(TYPES.get(type))
                .orElseThrow(() -> new IllegalArgumentException(type + " is not known"));
        try {
            return STRICT.treeToValue(resource, known);
        } catch (JsonProcessingException wrong) {
            throw new IllegalArgumentException(type + ": " + wrong.getOriginalMessage(), wrong);
        }
    }

    <T extends HasMetadata> List<T> all(Class<T> type) {
        return resources.stream().filter(type::isInstance).map(type::cast).toList();
    }

    <T extends HasMetadata> T only(Class<T> type) {
        List<T> found = all(type);
        if (found.size() != 1) {
            throw new IllegalStateException(found.size() + " of " + type.getSimpleName());
        }
        return found.get(0);
    }

    /** Of all that runs. */
    List<PodTemplateSpec> pods() {
        return Stream.concat(all(Deployment.class).stream().map(deployment -> deployment.getSpec().getTemplate()),
                all(CronJob.class).stream().map(job -> job.getSpec().getJobTemplate().getSpec().getTemplate())).toList();
    }

    List<Container> containers() {
        return pods().stream().map(PodTemplateSpec::getSpec)
                .flatMap(pod -> Stream.concat(pod.getInitContainers().stream(), pod.getContainers().stream())).toList();
    }

    Container service() {
        return only(Deployment.class).getSpec().getTemplate().getSpec().getContainers().get(0);
    }
}

package app.proca.notify.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import com.fasterxml.jackson.databind.node.ObjectNode;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.Probe;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyPort;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;

/** The rendered manifests, overlay for overlay, held against Kubernetes' types, against each other and against the program. */
class KubernetesIT {

    private static final int PORT = 4000;
    private static final String NAME = "app.kubernetes.io/name";
    private static final String SERVICE = "proca-notify";
    private static final Set<String> SECRETS = Set.of("DATABASE_URL", "AMQP_URL", "SMTP_URL", "ADMIN_PASSWORD",
            "FINGERPRINT_SEED", "JWT_SECRET", "PROCA_BOUNCES_SECRET", "PROCA_TOKEN");
    /** What SIGTERM takes at most: README, Operations. */
    private static final long END_S = 10;

    @ParameterizedTest
    @ValueSource(strings = { "production", "staging" })
    void an_overlay_is_made_of_what_kubernetes_knows_in_one_namespace(String overlay) {
        Manifests manifests = Manifests.of(overlay);

        assertThat(manifests.resources()).hasSizeGreaterThan(6)
                .allSatisfy(resource -> assertThat(resource.getMetadata().getNamespace()).startsWith("proca"))
                .extracting(resource -> resource.getKind() + " " + resource.getMetadata().getName()).doesNotHaveDuplicates()
                .contains("Deployment proca-notify", "Service proca-notify", "PodDisruptionBudget proca-notify",
                        "NetworkPolicy proca-notify", "CronJob proca-notify-smoke", "ServiceAccount proca-notify");
        assertThat(manifests.containers()).extracting(Container::getImage)
                .allMatch(image -> image.startsWith("images.example.org/proca-notify:"));
    }

    @Test
    void a_field_that_kubernetes_does_not_know_is_found() {
        ObjectNode wrong = Kustomized.documents(Path.of("deploy/kubernetes/base/deployment.yaml")).get(0);
        assertThat(Manifests.typed(wrong.deepCopy())).isInstanceOf(Deployment.class);

        wrong.withObject("/spec/template/spec/securityContext").put("runAsNonroot", true);

        assertThatThrownBy(() -> Manifests.typed(wrong)).hasMessageContaining("runAsNonroot");
    }

    @Test
    void live_ready_and_started_are_told_apart() {
        Container service = Manifests.of("production").service();

        assertThat(probes(service)).containsExactly(Map.entry("live", "/q/health/live"), Map.entry("ready", "/q/health/ready"),
                Map.entry("started", "/q/health/started"));
        assertThat(Stream.of(service.getLivenessProbe(), service.getReadinessProbe(), service.getStartupProbe()))
                .allMatch(probe -> named(service, probe) == PORT);
        assertThat(service.getStartupProbe().getFailureThreshold() * service.getStartupProbe().getPeriodSeconds())
                .as("the service waits 30 s for its database").isGreaterThan(60);
    }

    @Test
    void two_instances_or_more_survive_a_node_an_update_and_a_disruption() {
        Manifests production = Manifests.of("production");
        Manifests staging = Manifests.of("staging");

        assertThat(production.only(HorizontalPodAutoscaler.class).getSpec().getMinReplicas()).isGreaterThanOrEqualTo(2);
        assertThat(production.only(Deployment.class).getSpec().getReplicas()).as("the autoscaler's to say").isNull();
        assertThat(staging.only(Deployment.class).getSpec().getReplicas()).isGreaterThanOrEqualTo(2);
        Deployment deployment = production.only(Deployment.class);
        assertThat(deployment.getSpec().getStrategy().getRollingUpdate().getMaxUnavailable().getIntVal()).isZero();
        assertThat(deployment.getSpec().getTemplate().getSpec().getTopologySpreadConstraints()).isNotEmpty();
        PodDisruptionBudget budget = production.only(PodDisruptionBudget.class);
        assertThat(budget.getSpec().getMaxUnavailable().getIntVal()).isEqualTo(1);
        assertThat(selects(budget.getSpec().getSelector().getMatchLabels(), deployment.getSpec().getTemplate())).isTrue();
    }

    @Test
    void there_is_time_to_end() {
        PodSpec pod = Manifests.of("production").only(Deployment.class).getSpec().getTemplate().getSpec();

        long waits = pod.getContainers().get(0).getLifecycle().getPreStop().getSleep().getSeconds();

        assertThat(waits).isPositive();
        assertThat(pod.getTerminationGracePeriodSeconds()).isGreaterThan(waits + END_S);
    }

    @ParameterizedTest
    @ValueSource(strings = { "production", "staging" })
    void nobody_is_root_nor_writes_nor_may_ask_the_cluster(String overlay) {
        Manifests manifests = Manifests.of(overlay);

        assertThat(manifests.pods()).extracting(PodTemplateSpec::getSpec).allSatisfy(pod -> {
            assertThat(pod.getSecurityContext().getRunAsNonRoot()).isTrue();
            assertThat(pod.getSecurityContext().getRunAsUser()).isEqualTo(10001);
            assertThat(pod.getSecurityContext().getSeccompProfile().getType()).isEqualTo("RuntimeDefault");
            assertThat(pod.getAutomountServiceAccountToken()).isFalse();
            assertThat(pod.getEnableServiceLinks()).isFalse();
            assertThat(pod.getVolumes()).allMatch(volume -> volume.getEmptyDir() != null);
        });
        assertThat(manifests.containers()).hasSize(3).allSatisfy(container -> {
            assertThat(container.getSecurityContext().getAllowPrivilegeEscalation()).isFalse();
            assertThat(container.getSecurityContext().getReadOnlyRootFilesystem()).isTrue();
            assertThat(container.getSecurityContext().getCapabilities().getDrop()).containsExactly("ALL");
            assertThat(container.getVolumeMounts()).singleElement().matches(mount -> mount.getMountPath().equals("/tmp"));
        });
    }

    @Test
    void memory_is_what_was_measured_and_some_more() {
        Map<String, Quantity> limits = Manifests.of("production").service().getResources().getLimits();

        assertThat(limits).containsOnlyKeys("memory");
        assertThat(Quantity.getAmountInBytes(limits.get("memory")).longValue() / 1_000_000)
                .as("bench/README.md: 416 MB at most").isBetween(480L, 640L);
    }

    @ParameterizedTest
    @ValueSource(strings = { "production", "staging" })
    void secrets_come_by_reference_and_every_variable_is_one_of_the_readmes(String overlay) throws IOException {
        Manifests manifests = Manifests.of(overlay);
        Set<String> known = Pattern.compile("`([A-Z][A-Z0-9_]+)`").matcher(Files.readString(Path.of("README.md"))).results()
                .map(found -> found.group(1)).collect(Collectors.toSet());

        List<EnvVar> variables = given(manifests);
        Map<String, String> settings = manifests.only(ConfigMap.class).getData();

        assertThat(variables).extracting(EnvVar::getName).isSubsetOf(union(known, SECRETS)).containsAll(SECRETS);
        assertThat(settings.keySet()).isSubsetOf(known).doesNotContainAnyElementsOf(SECRETS);
        assertThat(variables).allSatisfy(variable -> {
            assertThat(SECRETS.contains(variable.getName())).as(variable.getName()).isEqualTo(variable.getValue() == null);
            if (variable.getValue() == null) {
                assertThat(variable.getValueFrom().getSecretKeyRef().getKey()).isEqualTo(variable.getName());
            }
        });
        assertThat(manifests.resources()).extracting(HasMetadata::getKind).doesNotContain("Secret");
    }

    @ParameterizedTest
    @ValueSource(strings = { "production", "staging" })
    void what_is_referred_to_is_there(String overlay) throws IOException {
        Manifests manifests = Manifests.of(overlay);
        Deployment deployment = manifests.only(Deployment.class);
        Service service = manifests.only(Service.class);
        String readme = Files.readString(Path.of("deploy/kubernetes/README.md"));

        assertThat(manifests.pods()).allMatch(pod -> pod.getSpec().getServiceAccountName()
                .equals(manifests.only(ServiceAccount.class).getMetadata().getName()));
        assertThat(manifests.service().getEnvFrom()).singleElement().matches(
                from -> from.getConfigMapRef().getName().equals(manifests.only(ConfigMap.class).getMetadata().getName()));
        assertThat(given(manifests).stream().filter(variable -> variable.getValue() == null)
                .map(variable -> "| `" + variable.getValueFrom().getSecretKeyRef().getName() + "` | "))
                .allMatch(readme::contains);
        assertThat(deployment.getSpec().getSelector().getMatchLabels()).isNotEmpty()
                .matches(labels -> selects(labels, deployment.getSpec().getTemplate()));
        assertThat(service.getSpec().getSelector()).isNotEmpty()
                .matches(labels -> selects(labels, deployment.getSpec().getTemplate()));
        assertThat(service.getSpec().getPorts()).anySatisfy(port -> {
            assertThat(port.getPort()).as("of PROCA_URL").isEqualTo(80);
            assertThat(port.getTargetPort().getValue()).isIn(PORT, "http");
        });
        assertThat(manifests.service().getPorts()).singleElement()
                .matches(port -> port.getContainerPort() == PORT && "http".equals(port.getName()));
        assertThat(manifests.all(HorizontalPodAutoscaler.class))
                .allMatch(scaler -> scaler.getSpec().getScaleTargetRef().getName().equals(deployment.getMetadata().getName()));
    }

    @Test
    void policies_hold_for_all_pods_and_the_smoke_test_gets_through() {
        Manifests manifests = Manifests.of("production");
        Map<String, NetworkPolicy> policies = manifests.all(NetworkPolicy.class).stream()
                .collect(Collectors.toMap(policy -> policy.getMetadata().getName(), Function.identity()));

        assertThat(manifests.pods()).allMatch(pod -> policies.values().stream()
                .anyMatch(policy -> policy.getSpec().getPolicyTypes().containsAll(List.of("Ingress", "Egress"))
                        && selects(policy.getSpec().getPodSelector().getMatchLabels(), pod)));
        assertThat(policies.get(SERVICE).getSpec().getIngress()).singleElement().satisfies(rule -> {
            assertThat(rule.getPorts()).extracting(NetworkPolicyPort::getPort).singleElement()
                    .matches(port -> port.getIntVal() == PORT);
            assertThat(rule.getFrom()).anyMatch(from -> from.getPodSelector() != null
                    && "proca-notify-smoke".equals(from.getPodSelector().getMatchLabels().get(NAME)));
        });
        assertThat(policies.get("proca-notify-smoke").getSpec().getIngress()).isEmpty();
        assertThat(policies.get("proca-notify-smoke").getSpec().getEgress()).anySatisfy(rule -> assertThat(rule.getTo())
                .anyMatch(to -> SERVICE.equals(to.getPodSelector().getMatchLabels().get(NAME))));
    }

    @Test
    void the_autoscaler_asks_for_the_metric_that_the_adapter_gives() {
        String metric = Manifests.of("production").only(HorizontalPodAutoscaler.class).getSpec().getMetrics().get(0)
                .getExternal().getMetric().getName();

        assertThat(Kustomized.documents(Path.of("deploy/prometheus-adapter.yaml")).get(0).at("/externalRules/0/seriesQuery")
                .asText()).startsWith(metric + "{");
    }

    /** What containers are told, besides where they run. */
    private static List<EnvVar> given(Manifests manifests) {
        return manifests.containers().stream().flatMap(container -> container.getEnv().stream())
                .filter(variable -> variable.getValueFrom() == null || variable.getValueFrom().getFieldRef() == null).toList();
    }

    private static Map<String, String> probes(Container service) {
        return new TreeMap<>(Map.of("live", service.getLivenessProbe().getHttpGet().getPath(), "ready",
                service.getReadinessProbe().getHttpGet().getPath(), "started", service.getStartupProbe().getHttpGet().getPath()));
    }

    /** The number of the port that a probe asks. */
    private static int named(Container service, Probe probe) {
        Object port = probe.getHttpGet().getPort().getValue();
        return service.getPorts().stream().filter(one -> one.getContainerPort().equals(port) || one.getName().equals(port))
                .findFirst().orElseThrow().getContainerPort();
    }

    private static boolean selects(Map<String, String> labels, PodTemplateSpec pod) {
        return pod.getMetadata().getLabels().entrySet().containsAll(labels.entrySet());
    }

    private static Set<String> union(Set<String> one, Set<String> other) {
        return Stream.concat(one.stream(), other.stream()).collect(Collectors.toSet());
    }
}

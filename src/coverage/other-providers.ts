import { at, block, boolean, given, items, string, type Value } from "../model/value";

/**
 * Providers whose resources run nothing that the world could meet: values, files, accounts, monitoring, source code. Of those beside them and
 * the ones below, quadzero does not know, and names what sounds as if it served.
 */
const SERVES_NOTHING = new Set(
  (
    "acme archive auth0 azuread azuredevops bitbucket boundary checkly circleci cloudinit codefresh datadog dns dynatrace external github " +
    "gitlab googleworkspace grafana honeycombio http kafka keycloak launchdarkly local logdna mysql newrelic null okta onepassword opsgenie " +
    "pagerduty pingdom postgresql rabbitmq random rollbar sentry signalfx snowflake splunk statuscake sumologic template terraform tfe time " +
    "tls uptimerobot vault wavefront"
  ).split(" "),
);

/** What a provider calls what runs something, or leads to it. */
const SERVING = new Set(
  (
    "app apps balancer cluster container containers cvm droplet ecs elastigroup firewall forwarding function gateway instance job lb loadbalancer " +
    "machine nodebalancer pool rule scale server service virtualmachine vm webapp"
  ).split(" "),
);

/** What ends so is about such a thing, and is none: `google_service_account`. */
const ABOUT = new Set("account alarm binding certificate identity key member permission policy profile role snapshot".split(" "));

const says = (values: Value, ...path: readonly string[]): boolean =>
  given(path.reduce((value, name) => at(block(value), name), values)) !== null;

/**
 * A service is reached from within its cluster, unless it is of another type.
 * https://kubernetes.io/docs/concepts/services-networking/service/#publishing-services-service-types
 */
function isOutside(values: Value): boolean {
  const spec = block(at(values, "spec"));
  const type = string(at(spec, "type"));
  return (
    type.is === "unknown" || (type.is === "known" && !["ClusterIP", "ExternalName"].includes(type.value)) || says(spec, "external_ips")
  );
}

const always = (): boolean => true;

/** A pod that takes a port of its machine, beside every service. https://kubernetes.io/docs/concepts/security/pod-security-standards/#baseline */
function onItsMachine(values: Value): boolean {
  const spec = block(at(values, "spec"));
  const pod = given(at(spec, "template")) === null ? spec : block(at(block(at(spec, "template")), "spec"));
  const network = boolean(at(pod, "host_network"));
  const ports = [at(pod, "container")].flatMap((containers) => items(containers).known).flatMap((one) => items(at(one, "port")).known);
  return network.is === "unknown" || (network.is === "known" && network.value) || ports.some((port) => says(port, "host_port"));
}

/** By type, of providers most of whose types serve nothing. */
const TYPES: Readonly<Record<string, (values: Value) => boolean>> = {
  kubernetes_service: isOutside,
  kubernetes_service_v1: isOutside,
  kubernetes_ingress: always,
  kubernetes_ingress_v1: always,
  kubernetes_daemonset: onItsMachine,
  kubernetes_daemon_set_v1: onItsMachine,
  kubernetes_deployment: onItsMachine,
  kubernetes_deployment_v1: onItsMachine,
  kubernetes_pod: onItsMachine,
  kubernetes_pod_v1: onItsMachine,
  kubernetes_stateful_set: onItsMachine,
  kubernetes_stateful_set_v1: onItsMachine,
  kubernetes_manifest: always,
  kubectl_manifest: always,
  helm_release: always,
  cloudflare_tunnel: always,
  cloudflare_zero_trust_tunnel_cloudflared: always,
  docker_container: (values) => says(values, "ports") || says(values, "network_mode"),
  docker_service: (values) => says(values, "endpoint_spec"),
};

const BY_TYPE = new Set(Object.keys(TYPES).map((type) => type.split("_")[0]));

/** Whether what a resource of another provider than AWS's runs may answer the world. */
export function mayServe({ type, values }: { readonly type: string; readonly values: Value }): boolean {
  if (Object.hasOwn(TYPES, type)) return TYPES[type]?.(values) ?? false;
  const [provider = "", ...words] = type.split("_");
  if (BY_TYPE.has(provider) || SERVES_NOTHING.has(provider) || ABOUT.has(words.at(-1) ?? "")) return false;
  return words.some((word) => SERVING.has(word));
}

import { at, block, given, string, type Value } from "../model/value";

/** Providers whose machines, containers and balancers quadzero does not follow. */
const PROVIDERS = new Set([
  "alicloud",
  "awscc",
  "azapi",
  "azurerm",
  "digitalocean",
  "exoscale",
  "google",
  "hcloud",
  "ibm",
  "linode",
  "nomad",
  "oci",
  "openstack",
  "ovh",
  "proxmox",
  "scaleway",
  "upcloud",
  "vsphere",
  "vultr",
]);

/** What such a provider calls what runs something, or leads to it. */
const SERVING = new Set(
  (
    "app apps balancer cluster container containers droplet firewall forwarding function gateway instance job lb loadbalancer " +
    "machine nodebalancer pool rule scale server service virtualmachine vm webapp"
  ).split(" "),
);

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

/** Types of which not all serve, and of providers that have many that do not. */
const TYPES: Readonly<Record<string, (values: Value) => boolean>> = {
  kubernetes_service: isOutside,
  kubernetes_service_v1: isOutside,
  kubernetes_ingress: always,
  kubernetes_ingress_v1: always,
  kubernetes_manifest: always,
  kubectl_manifest: always,
  helm_release: always,
  docker_container: (values) => says(values, "ports") || says(values, "network_mode"),
  docker_service: (values) => says(values, "endpoint_spec"),
};

/** Whether what a resource of another provider than AWS's runs may answer the world. */
export function mayServe({ type, values }: { readonly type: string; readonly values: Value }): boolean {
  if (Object.hasOwn(TYPES, type)) return TYPES[type]?.(values) ?? false;
  const [provider = "", ...words] = type.split("_");
  return PROVIDERS.has(provider) && words.some((word) => SERVING.has(word));
}

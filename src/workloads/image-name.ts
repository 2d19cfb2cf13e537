import type { Distribution } from "../model/launch";

import type { System } from "./system";

/** Amazon's account for images of Windows. */
export const MICROSOFT = "801119661308";

/**
 * Accounts that publish stock images, as their vendors document them: Amazon, Canonical, Debian, Red Hat, SUSE, Rocky Linux,
 * AlmaLinux, Fedora, Microsoft by Amazon.
 */
export const VENDORS = new Set([
  "amazon",
  "137112412989",
  "591542846629",
  "099720109477",
  "136693071363",
  "309956199498",
  "013907871322",
  "792107900819",
  "764336703387",
  "125523088429",
  MICROSOFT,
]);

/** Parameters under these names hold the newest stock image. */
export const PARAMETERS =
  /^(resolve:ssm:)?\/aws\/service\/(ami-amazon-linux-latest|ami-windows-latest|canonical|debian|ecs|suse|freebsd|bottlerocket)\//;

/** Images with an agent of ECS or EKS, which starts what a cluster is told to: of that the machine says nothing. */
export const JOINS = /(^|[^a-z])(ecs|eks|bottlerocket)([^a-z]|$)/i;

/**
 * An agent that its maker tells of no cluster joins `default`.
 * https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs-agent-config.html
 */
export function agentNamed(names: readonly string[], vendors: boolean): { readonly cluster: string | null } | null {
  if (!names.some((name) => JOINS.test(name))) return null;
  return { cluster: vendors && names.some((name) => /(^|[^a-z])ecs([^a-z]|$)/i.test(name)) ? "default" : null };
}

/**
 * Images whose sshd opens its ports itself. Ubuntu since 22.10 leaves that to systemd.
 * https://discourse.ubuntu.com/t/sshd-now-uses-socket-based-activation-ubuntu-22-10-and-later/30189
 */
export const OPENS_SHELL =
  /(^|\W)(al20\d\d|amzn2?|amazon-linux|debian|rhel|rocky|almalinux|fedora|suse|sles)|(xenial|bionic|focal|jammy|(16|18|20|22)\.04)/i;

/** By the names of images and parameters, and by the accounts of those who publish nothing else. */
const DISTRIBUTIONS: readonly (readonly [Distribution, RegExp])[] = [
  ["deb", /(^|[^a-z])(ubuntu|debian)|^(099720109477|136693071363)$/i],
  ["rpm", /(^|[^a-z])(al20\d\d|amzn2?|amazon-linux|rhel|rocky|almalinux|fedora)|^(309956199498|792107900819|764336703387|125523088429)$/i],
];

/** All that is told must mean the same one. */
export function distributionNamed(told: readonly string[]): Distribution | null {
  const [named, ...others] = DISTRIBUTIONS.filter(([, pattern]) => told.some((text) => pattern.test(text)));
  return named === undefined || others.length > 0 ? null : named[0];
}

/** Families of image names, for data sources that were not read yet and tell by their filter alone. */
export const systemNamed = (name: string): System =>
  /windows/i.test(name) ? "windows" : /bottlerocket/i.test(name) ? "bottlerocket" : "linux";

import { hasHole } from "../model/text";

/** An image by its parts. `docker.io/library/nginx:1.29@sha256:…` has the repository `nginx`. */
export interface ImageReference {
  /** Official images by their bare name, others as `registry/name`, Docker Hub left out: `grafana/grafana`, `ghcr.io/open-webui/open-webui`. */
  readonly repository: string;
  /** `latest` where none is written; null where it is not known: a digest alone, or a tag with a hole. */
  readonly tag: string | null;
}

/** Names by which several registries have one image; each rule takes what those before it leave. */
const SAME: readonly (readonly [named: RegExp, repository: string])[] = [
  // https://github.com/distribution/reference/blob/main/normalize.go, https://cloud.google.com/artifact-registry/docs/pull-cached-dockerhub-images
  [/^(docker\.io|index\.docker\.io|registry-1\.docker\.io|registry\.hub\.docker\.com|mirror\.gcr\.io)\//, ""],
  // Publishers that Amazon verifies, and the official images as it mirrors them: https://gallery.ecr.aws
  [/^public\.ecr\.aws\/docker\//, ""],
  [/^public\.ecr\.aws\/(bitnami|ubuntu)\//, "$1/"],
  [/^public\.ecr\.aws\/(nginx|amazonlinux)\/\1$/, "$1"],
  [/^public\.ecr\.aws\/(?:ecs-sample-image\/(amazon-ecs-sample)|aws-cli\/(aws-cli))$/, "amazon/$1$2"],
  // What its makers publish themselves.
  [/^quay\.io\/prometheus\//, "prom/"],
  [/^quay\.io\/(jupyter|keycloak|minio)\//, "$1/"],
  [/^docker\.elastic\.co\/(elasticsearch|kibana)\/\1$/, "$1"],
  [/^docker\.gitea\.com\/gitea$/, "gitea/gitea"],
  [/^docker\.n8n\.io\//, ""],
  // https://github.com/bitnami/containers/issues/83267
  [/^bitnamilegacy\//, "bitnami/"],
  [/^library\//, ""],
];

/** Null where the repository itself is not known in full. */
export function parseReference(image: string): ImageReference | null {
  const [named = "", digest] = image.split("@");
  const [, name = "", tag] = /^(.*?)(?::([^/:]*))?$/.exec(named) ?? [];
  if (hasHole(name) || name === "" || !/^[a-z0-9._:/-]+$/.test(name)) return null;
  const known = tag === undefined ? (digest === undefined ? "latest" : null) : hasHole(tag) ? null : tag;
  return { repository: SAME.reduce((repository, [named, same]) => repository.replace(named, same), name), tag: known };
}

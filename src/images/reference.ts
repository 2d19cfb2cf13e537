import { hasHole } from "../model/text";

/** An image by its parts. `docker.io/library/nginx:1.29@sha256:…` has the repository `nginx`. */
export interface ImageReference {
  /** Official images by their bare name, others as `registry/name`, Docker Hub left out: `grafana/grafana`, `quay.io/keycloak/keycloak`. */
  readonly repository: string;
  /** `latest` where none is written; null where it is not known: a digest alone, or a tag with a hole. */
  readonly tag: string | null;
}

/** Docker Hub under all its names. https://github.com/distribution/reference/blob/main/normalize.go */
const HUB = /^(docker\.io|index\.docker\.io|registry-1\.docker\.io|registry\.hub\.docker\.com|mirror\.gcr\.io)\//;

/** The official images as Amazon mirrors them. https://gallery.ecr.aws/docker */
const MIRROR = /^public\.ecr\.aws\/docker\//;

/** Null where the repository itself is not known in full. */
export function parseReference(image: string): ImageReference | null {
  const [named = "", digest] = image.split("@");
  const [, name = "", tag] = /^(.*?)(?::([^/:]*))?$/.exec(named) ?? [];
  if (hasHole(name) || name === "" || !/^[a-z0-9._:/-]+$/.test(name)) return null;
  const known = tag === undefined ? (digest === undefined ? "latest" : null) : hasHole(tag) ? null : tag;
  return {
    repository: name
      .replace(HUB, "")
      .replace(MIRROR, "")
      .replace(/^library\//, ""),
    tag: known,
  };
}

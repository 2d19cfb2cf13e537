import type { ImageStart } from "../model/launch";
import type { Image } from "./image";
import { parseReference } from "./reference";

/** The catalogue, loaded when an image is first asked for. */
const catalogue = (): readonly Readonly<Record<string, Image>>[] => [
  (require("./web") as typeof import("./web")).WEB,
  (require("./databases") as typeof import("./databases")).DATABASES,
  (require("./platforms") as typeof import("./platforms")).PLATFORMS,
  (require("./applications") as typeof import("./applications")).APPLICATIONS,
  (require("./clusters") as typeof import("./clusters")).CLUSTERS,
  (require("./consoles") as typeof import("./consoles")).CONSOLES,
  (require("./bitnami") as typeof import("./bitnami")).BITNAMI,
];

/**
 * What a public image starts by itself; null where nobody here knows: a private registry's `…/nginx` is not the official one.
 * @param image as written: `nginx`, `docker.io/library/nginx:1.29`, `nginx@sha256:…`; may hold HOLE
 */
export function imageStart(image: string): ImageStart | null {
  const reference = parseReference(image);
  if (reference === null) return null;
  for (const images of catalogue()) {
    if (!Object.hasOwn(images, reference.repository)) continue;
    const start = images[reference.repository];
    if (start !== undefined) return typeof start === "function" ? start(reference.tag) : start;
  }
  return null;
}

/** The repositories in the catalogue, for documentation and tests. */
export const knownImages = (): readonly string[] =>
  catalogue()
    .flatMap((images) => Object.keys(images))
    .sort();

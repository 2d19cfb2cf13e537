import type { Location as Place, ResourceRef, Result } from "../../model/report";
import type { RenderOptions } from "../format";
import type { ArtifactLocation, Location } from "./log";

/** encodeURIComponent throws at half a character. */
const whole = (text: string): string => text.replace(/\p{Surrogate}/gu, "\uFFFD");

/**
 * A path as a URI: relative, with each segment encoded, so that none is taken for a scheme, a query or a fragment; an absolute one
 * as a file's. https://www.rfc-editor.org/rfc/rfc3986#section-3.3, https://www.rfc-editor.org/rfc/rfc8089
 */
export function uriOf(path: string): string {
  const slashes = /^[A-Za-z]:\\/.test(path) ? `/${path.replaceAll("\\", "/")}` : path;
  const segments = slashes
    .split("/")
    .filter((segment, index) => segment !== "." && (segment !== "" || index === 0))
    .map((segment) => encodeURIComponent(whole(segment)));
  const uri = segments.join("/");
  if (uri === "") return "-";
  return uri.startsWith("/") ? `file://${uri}` : uri;
}

export const artifact = (path: string, { inRepository = String }: RenderOptions): ArtifactLocation => ({ uri: uriOf(inRepository(path)) });

const logical = (resource: ResourceRef | null): Pick<Location, "logicalLocations"> =>
  resource === null || resource.address === ""
    ? {}
    : { logicalLocations: [{ fullyQualifiedName: resource.address, name: resource.name, kind: "resource" }] };

/** Where something is: at its line, else at the first of the input that it was read from, since GitHub takes no result without. */
export function located(place: Place | null, resource: ResourceRef | null, { input }: Result, options: RenderOptions): Location {
  const region =
    place === null
      ? { startLine: 1 }
      : { startLine: Math.max(1, place.line), ...(place.column === null ? {} : { startColumn: Math.max(1, place.column) }) };
  return {
    physicalLocation: { artifactLocation: artifact(place?.uri ?? resource?.input ?? input.path, options), region },
    ...logical(resource),
  };
}

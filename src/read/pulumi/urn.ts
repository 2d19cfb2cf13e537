/** What a URN says of a resource. */
interface Urn {
  readonly stack: string;
  readonly project: string;
  /** The last of its types; those before it are its parents'. */
  readonly type: string;
  readonly name: string;
}

/**
 * `urn:pulumi:STACK::PROJECT::PARENT$TYPE::NAME`; null for what is none. A name may hold anything, colons too.
 * https://www.pulumi.com/docs/iac/concepts/resources/names/#urns
 */
export function parseUrn(urn: string): Urn | null {
  const [, stack, project, types, name] = /^urn:pulumi:([^:]*)::([^:]*)::(.+?)::([\s\S]*)$/.exec(urn) ?? [];
  if (stack === undefined || project === undefined || types === undefined || name === undefined) return null;
  return { stack, project, type: types.slice(types.lastIndexOf("$") + 1), name };
}

/** `project/stack` of the first URN that says so. */
export function stackOf(urns: readonly string[]): string | null {
  for (const urn of urns) {
    const parsed = parseUrn(urn);
    if (parsed !== null) return `${parsed.project}/${parsed.stack}`;
  }
  return null;
}

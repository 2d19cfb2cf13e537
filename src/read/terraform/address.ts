/** A step of an address or a reference: a name, or an instance key in brackets. */
export type Step = string | { readonly key: string | number };

const NAME = /[^.[\]"]+/y;
const KEY = /\[(?:(\d+)|"((?:[^"\\]|\\.)*)")\]/y;

/** Escapes as Go's %q and Terraform's own quoting write them; `$${` and `%%{` keep an interpolation from being one. */
function unquoted(text: string): string {
  if (!/[\\$%]/.test(text)) return text;
  return text
    .replace(/\\(u[0-9a-fA-F]{4}|U[0-9a-fA-F]{8}|x[0-9a-fA-F]{2}|.)/g, (_, escape: string) => {
      if (/^[uUx]./.test(escape)) return String.fromCodePoint(parseInt(escape.slice(1), 16));
      return { n: "\n", r: "\r", t: "\t" }[escape] ?? escape;
    })
    .replace(/\$\$\{/g, "${")
    .replace(/%%\{/g, "%{");
}

/**
 * The steps of `module.net["a.b"].aws_subnet.public[0].id`.
 * https://developer.hashicorp.com/terraform/cli/state/resource-addressing
 */
export function stepsOf(address: string): readonly Step[] {
  const steps: Step[] = [];
  let at = 0;
  while (at < address.length) {
    KEY.lastIndex = at;
    const key = KEY.exec(address);
    if (key !== null) {
      steps.push({ key: key[1] === undefined ? unquoted(key[2] ?? "") : Number(key[1]) });
      at = KEY.lastIndex;
      continue;
    }
    NAME.lastIndex = at;
    const name = NAME.exec(address);
    if (name !== null) {
      steps.push(name[0]);
      at = NAME.lastIndex;
    } else at += 1; // a dot, or what no version writes
  }
  return steps;
}

const sameStep = (one: Step | undefined, other: Step | undefined): boolean =>
  typeof one === "object" && typeof other === "object" ? one.key === other.key : one === other;

/** Whether a reference is the beginning of another, and shorter. */
export const leadsTo = (shorter: readonly Step[], longer: readonly Step[]): boolean =>
  shorter.length < longer.length && shorter.every((step, index) => sameStep(step, longer[index]));

/** A step of a path through a module tree: one call, and the instance of it. */
export interface ModuleStep {
  readonly name: string;
  readonly key: string | number | null;
}

/** The module steps at the head of an address, and what follows them. */
export function moduleSteps(steps: readonly Step[]): { readonly modules: readonly ModuleStep[]; readonly rest: readonly Step[] } {
  const modules: ModuleStep[] = [];
  let at = 0;
  while (steps[at] === "module" && typeof steps[at + 1] === "string") {
    const name = steps[at + 1] as string;
    const key = steps[at + 2];
    modules.push({ name, key: typeof key === "object" ? key.key : null });
    at += typeof key === "object" ? 3 : 2;
  }
  return { modules, rest: steps.slice(at) };
}

/** As Terraform writes an instance key. */
export const keyText = (key: string | number | null): string =>
  key === null ? "" : `[${typeof key === "number" ? String(key) : JSON.stringify(key)}]`;

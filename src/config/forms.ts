import { parseAddress, parseCidr } from "../net/address";
import { cidrsOf } from "../net/address-set";
import { bindOfText } from "../model/bind";
import { isDay } from "../model/day";

/** How a text has to look. */
export interface Form {
  /** What is right, read after "takes" and "is": `a day as YYYY-MM-DD`. */
  readonly right: string;
  readonly example: string;
  /** For editors; what it lets through may still fail the test. */
  readonly pattern: string;
  /** What else is asked of a text that has the pattern. */
  readonly test?: (text: string) => boolean;
  /** What is meant by a text that fails the test; null: nothing comes to mind. */
  readonly meant?: (text: string) => string | null;
  /** Numbers of this range are right too. */
  readonly numbers?: readonly [least: number, most: number];
}

/** `443`, `8000-8100`: the first and the last port. */
function portsOfText(text: string): readonly [number, number] {
  const [first = "", last = first] = text.split("-").map((part) => part.trim());
  return [Number(first), Number(last)];
}

/** Ports, of both protocols unless one is written: `443`, `"8000-8100/udp"`. */
interface AllowedPorts {
  readonly ports: readonly [number, number];
  readonly protocol: "tcp" | "udp" | null;
}

export function allowedPorts(text: string): AllowedPorts {
  const [ports = "", protocol] = text.split("/");
  return { ports: portsOfText(ports), protocol: protocol === "tcp" || protocol === "udp" ? protocol : null };
}

const LAST_PORT = 65535;
const inOrder = ([first, last]: readonly [number, number]): boolean => first <= last && last <= LAST_PORT;

/** `0.0.0.0:8080/tcp`, `[::]:53/udp`, `*:8000-8100`. */
const SOCKET = "^(\\*|localhost|[0-9.]+|\\[[0-9a-fA-F:.]+\\]):(\\d{1,5}(?:-\\d{1,5})?)(?:/(tcp|udp))?$";

interface SocketText {
  /** Without brackets. */
  readonly address: string;
  readonly ports: readonly [number, number];
  readonly protocol: "tcp" | "udp";
}

/** Null for what cannot be read. */
export function socketOfText(text: string): SocketText | null {
  const [, host, written, protocol] = new RegExp(SOCKET).exec(text) ?? [];
  if (host === undefined || written === undefined) return null;
  const address = host.replace(/^\[(.*)\]$/, "$1");
  const ports = portsOfText(written);
  const canBeBound = address === "*" || address === "localhost" || bindOfText(address) !== null;
  return canBeBound && inOrder(ports) ? { address, ports, protocol: protocol === "udp" ? "udp" : "tcp" } : null;
}

/** The world, as the address that stands for it where a socket is bound: taken for a CIDR it is one address, which no client has. */
function worldMeant(text: string): string | null {
  const bind = text.includes("/") ? null : bindOfText(text);
  return bind?.answers === "any" ? (bind.family === 4 ? "0.0.0.0/0" : "::/0") : null;
}

/** The network of an address with bits behind its prefix, which AWS's provider takes for a slip too; null where there are none. */
function networkMeant(text: string): string | null {
  const [address = "", prefix] = text.split("/");
  const range = prefix === undefined ? null : parseCidr(text);
  const [network = ""] = range === null ? [] : cidrsOf(range);
  const [given, first] = [address, network.split("/")[0] ?? ""].map(parseAddress);
  return range === null || given?.value === first?.value ? null : network;
}

const cidrMeant = (text: string): string | null => worldMeant(text) ?? networkMeant(text);

const some = (right: string, example: string): Form => ({ right, example, pattern: "\\S" });

export const FORMS = {
  day: { right: "a day as YYYY-MM-DD", example: "2027-03-31", pattern: "^\\d{4}-\\d{2}-\\d{2}$", test: isDay },
  cidr: {
    right: "a CIDR",
    example: '"203.0.113.0/24"',
    pattern: "^[0-9a-fA-F]*[.:][0-9a-fA-F.:]+(/\\d{1,3})?$",
    test: (text) => parseCidr(text) !== null && cidrMeant(text) === null,
    meant: cidrMeant,
  },
  ports: {
    right: 'a port or a range of ports, 443 or "8000-8100" or "53/udp"',
    example: "443",
    pattern: "^\\d{1,5}(\\s*-\\s*\\d{1,5})?(/(tcp|udp))?$",
    test: (text) => inOrder(allowedPorts(text).ports),
    numbers: [0, LAST_PORT],
  },
  socket: {
    right: "a socket as ADDRESS:PORT/PROTOCOL",
    example: '"0.0.0.0:8080/tcp"',
    pattern: SOCKET,
    test: (text) => socketOfText(text) !== null,
  },
  reason: some("why the world may come in", "public storefront"),
  owner: some("who answers for it", "team-web"),
  workload: some("a workload by address, URN or name", '"*::storefront"'),
  stack: some("a stack, or a pattern", '"acme-shop/prod"'),
  image: some("an image, or a pattern", "ghcr.io/acme/api"),
  subnet: { right: "a subnet by its id", example: "subnet-0ab12", pattern: "^subnet-[0-9a-z]+$" },
  reference: {
    right: "a reference as it is written",
    example: "var.office",
    // Terraform's, or a Pulumi URN with its head or without, as reports show it.
    pattern: "^[A-Za-z_][\\w\\[\\]\"'*-]*(\\.[\\w\\[\\]\"'*-]+)+$|^(urn:pulumi:[^\\s:]+::[^\\s:]+::)?[\\w$/.-]+(:[\\w$/.-]+)+::.+$",
  },
} as const satisfies Readonly<Record<string, Form>>;

/** Whether a scalar has the form. */
export function hasForm(value: string | number | boolean, { pattern, test, numbers }: Form): boolean {
  if (typeof value === "boolean") return false;
  if (typeof value === "number") return numbers !== undefined && Number.isInteger(value) && numbers[0] <= value && value <= numbers[1];
  return new RegExp(pattern).test(value) && (test === undefined || test(value));
}

import { UNSEEN } from "../../model/launch";
import { hasHole } from "../../model/text";
import type { Tree } from "../files/tree";
import { maybe, tellAnything, toldOfAll, type HostFilter, type Told } from "./host-filter";
import { EVERYBODY, ofPort, ofService } from "./zones";

/** The zone that interfaces are in where nobody says otherwise. */
const PUBLIC = "/etc/firewalld/zones/public.xml";
const FOLDER = "/etc/firewalld";

/** Elements that let nobody in. https://firewalld.org/documentation/man-pages/firewalld.zone.html */
const NEUTRAL = /^(short|description|icmp-block|icmp-block-inversion|masquerade|forward|forward-port|protocol|source-port)$/;

/** Without what stands between `<!--` and `-->`. */
const uncommented = (text: string): string =>
  text
    .split("<!--")
    .map((part, index) => (index === 0 ? part : part.split("-->").slice(1).join("-->")))
    .join("");

/** The rules of a zone; null where it says more than that. */
function rulesIn(text: string): readonly Told[] | null {
  if (hasHole(text)) return null;
  const told: Told[] = [];
  for (const [, name = "", attributes = ""] of uncommented(text).matchAll(/<([a-z][\w-]*)([\s/][^<>]*)?>/g)) {
    const of = new Map([...attributes.matchAll(/(?<=\s)([\w-]+)="([^"]*)"/g)].map(([, key = "", value = ""]) => [key, value]));
    if (name === "service") told.push(ofService(of.get("name") ?? "", EVERYBODY));
    else if (name === "port") told.push(ofPort(`${of.get("port") ?? ""}/${of.get("protocol") ?? ""}`, EVERYBODY));
    else if (name === "zone" && of.get("target") === "ACCEPT") told.unshift(toldOfAll("allow", true));
    else if (name !== "zone" && !NEUTRAL.test(name)) return null;
  }
  return told;
}

/** What the script wrote where firewalld keeps its rules: they hold once it starts or reads them again. */
export function readZone(filter: HostFilter, files: Tree, certain: boolean): void {
  // Which zone counts, and what goes before zones, other files say.
  const others = files.find(FOLDER).some((path) => path !== PUBLIC);
  if (others && filter.otherwise !== "unknown") tellAnything(filter);
  const written = files.touched(FOLDER) === undefined ? null : files.read(PUBLIC);
  if (others || written === null || written === filter.file) return;
  filter.file = written;
  const told = written === UNSEEN ? null : rulesIn(written);
  if (told === null) tellAnything(filter);
  else filter.kept = certain ? told : [...filter.kept, ...told].map(maybe);
}

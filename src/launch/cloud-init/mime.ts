/** One part of user data in MIME form. */
export interface Part {
  readonly name: string | null;
  readonly text: string;
}

/** Headers and body of an entity. https://www.rfc-editor.org/rfc/rfc2045 */
function entity(text: string): { headers: ReadonlyMap<string, string>; body: string } {
  const [head = "", ...rest] = text.replace(/^\n+/, "").split(/\n\n/);
  const headers = new Map<string, string>();
  for (const line of head.replace(/\n[ \t]+/g, " ").split("\n")) {
    const [, name, value = ""] = /^([\w-]+):\s*(.*)$/.exec(line) ?? [];
    if (name !== undefined) headers.set(name.toLowerCase(), value);
  }
  return { headers, body: rest.join("\n\n") };
}

const parameter = (header: string, name: string): string | null =>
  new RegExp(`;\\s*${name}="([^"]*)"`, "i").exec(header)?.[1] ?? new RegExp(`;\\s*${name}=([^;\\s]+)`, "i").exec(header)?.[1] ?? null;

function decode(body: string, encoding: string): string {
  if (encoding === "base64") return Buffer.from(body, "base64").toString("utf8");
  if (encoding !== "quoted-printable") return body;
  return body.replace(/=\n/g, "").replace(/(?:=[0-9A-F]{2})+/gi, (bytes) => Buffer.from(bytes.replaceAll("=", ""), "hex").toString("utf8"));
}

/** Content types that say more than the first line of the part does. */
const FIRST_LINES: readonly (readonly [RegExp, string])[] = [
  [/^text\/cloud-config/, "#cloud-config\n"],
  [/^text\/x-include/, "#include\n"],
  [/^text\/cloud-boothook/, "#cloud-boothook\n"],
  [/^text\/jinja2/, "## template: jinja\n"],
];

/** The parts of a multipart text, decoded; null where it is none. A part begins with the line that its content type stands for. */
export function partsOf(text: string): readonly Part[] | null {
  const { headers, body } = entity(text);
  const boundary = parameter(headers.get("content-type") ?? "", "boundary");
  if (boundary === null || boundary === "") return null;
  const pieces = `\n${body}`.split(`\n--${boundary}`).slice(1);
  return pieces
    .filter((piece) => !piece.startsWith("--"))
    .map((piece) => {
      const { headers: own, body: content } = entity(piece.replace(/^[ \t]*\n/, ""));
      const type = (own.get("content-type") ?? "text/plain").toLowerCase();
      const decoded = decode(content, (own.get("content-transfer-encoding") ?? "").trim().toLowerCase());
      const first = FIRST_LINES.find(([pattern]) => pattern.test(type))?.[1] ?? "";
      const nested = type.startsWith("multipart/") ? `content-type: ${own.get("content-type") ?? ""}\n\n` : "";
      const plain = decoded.replace(/^\n+/, "");
      return {
        name: parameter(own.get("content-disposition") ?? "", "filename"),
        text: plain.startsWith(first) ? nested + plain : first + plain,
      };
    });
}

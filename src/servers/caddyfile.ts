/** What a Caddyfile says of addresses. https://caddyserver.com/docs/caddyfile/concepts#addresses */
export interface Caddyfile {
  readonly sites: readonly Site[];
  /** `default_bind` of the global options. */
  readonly bind: readonly string[];
  readonly httpPort: string;
  readonly httpsPort: string;
  /** `off`, an address, or null where it is left at its default. */
  readonly admin: string | null;
  readonly autoHttps: boolean;
  /** False: it imports others. */
  readonly complete: boolean;
}

export interface Site {
  readonly address: string;
  readonly bind: readonly string[];
}

interface Block {
  readonly addresses: readonly string[];
  readonly bind: string[];
}

/**
 * Lines of words; `{` at the end of a line opens, `}` alone closes; the only site of a file may do without braces.
 * @param environment what stands for `{$PORT:8080}`
 */
export function parseCaddyfile(text: string, environment: (name: string, fallback: string) => string): Caddyfile {
  const sites: Block[] = [];
  const global = new Map<string, readonly string[]>();
  let within: Block | "global" | "snippet" | null = null;
  let braceless = false;
  let depth = 0;
  let complete = true;
  const plain = text.replace(/\{\$([A-Za-z_]\w*)(?::([^}\n]*))?\}/g, (_, name: string, fallback: string | undefined) =>
    environment(name, fallback ?? ""),
  );
  for (const raw of plain.replace(/,\s*\n/g, ", ").split("\n")) {
    const line = raw.replace(/(^|\s)#.*$/, "").trim();
    if (line === "") continue;
    const opens = /(^|\s)\{$/.test(line);
    const words = line
      .replace(/\s*\{$/, "")
      .split(/[\s,]+/)
      .filter((word) => word !== "");
    if (words[0] === "import" && within !== "snippet") complete = false;
    if (line === "}") depth--;
    else if (depth === 0 && !braceless) {
      within = opens && words.length === 0 ? "global" : /^\(.*\)$/.test(words[0] ?? "") ? "snippet" : { addresses: words, bind: [] };
      if (typeof within === "object") sites.push(within);
      braceless = !opens;
    } else if (depth === (braceless ? 0 : 1)) {
      if (within === "global") global.set(words[0] ?? "", words.slice(1));
      else if (typeof within === "object" && words[0] === "bind") within?.bind.push(...words.slice(1));
    }
    if (opens) depth++;
  }
  const option = (name: string): string | undefined => global.get(name)?.[0];
  return {
    sites: sites.flatMap(({ addresses, bind }) => addresses.map((address) => ({ address, bind }))),
    bind: global.get("default_bind") ?? [],
    httpPort: option("http_port") ?? "80",
    httpsPort: option("https_port") ?? "443",
    admin: option("admin") ?? null,
    autoHttps: option("auto_https") !== "off",
    complete,
  };
}

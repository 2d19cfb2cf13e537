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

/** Lines of words; `{` at the end of a line opens, `}` alone closes. Environment variables (`{$PORT:8080}`) are put in beforehand. */
export function parseCaddyfile(text: string, environment: (name: string, fallback: string) => string): Caddyfile {
  const sites: { addresses: string[]; bind: string[] }[] = [];
  const global = new Map<string, readonly string[]>();
  let depth = 0;
  let complete = true;
  let current: { addresses: string[]; bind: string[] } | null = null;
  let within: "global" | "site" | "snippet" | null = null;
  const plain = text.replace(/\{\$([A-Za-z_]\w*)(?::([^}\n]*))?\}/g, (_, name: string, fallback = "") =>
    environment(name, String(fallback)),
  );
  for (const raw of plain.split("\n")) {
    const line = raw.replace(/(^|\s)#.*$/, "").trim();
    if (line === "") continue;
    const opens = /(^|\s)\{$/.test(line);
    const words = line
      .replace(/\s*\{$/, "")
      .split(/[\s,]+/)
      .filter((word) => word !== "");
    if (line === "}") depth--;
    else if (depth === 0 && words[0] === "import") complete = false;
    else if (depth === 0) {
      within = opens && words.length === 0 ? "global" : /^\(.*\)$/.test(words[0] ?? "") ? "snippet" : "site";
      if (within === "site") {
        current = { addresses: words, bind: [] };
        sites.push(current);
      }
      if (!opens && within === "site") depth = line.endsWith(",") ? 0 : 0;
    } else if (depth === 1 && within === "global") global.set(words[0] ?? "", words.slice(1));
    else if (depth === 1 && within === "site" && words[0] === "bind") current?.bind.push(...words.slice(1));
    else if (words[0] === "import") complete &&= within === "snippet";
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

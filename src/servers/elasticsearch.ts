import type { Invocation, Packaged, Server } from "../model/launch";
import { HOLE, IF_ANY } from "../model/text";
import { unseen } from "../words/servers";
import { JAVA } from "./address";
import { separate } from "./address-option";
import { argumentsOf, unreadOptions } from "./arguments";
import { onlyWith } from "./background";
import { expand } from "./expand";
import { unpackedIn } from "./home";
import { pair, serve } from "./served";
import { decide, fallback, last, readFile, type Layer, type Said } from "./setting";
import { yamlAt } from "./yaml";

const REPOSITORY = /artifacts\.elastic\.co\/packages\/([\d.]+)/;

/** The installation of version 8 and later adds `http.host: 0.0.0.0`, those before leave loopback. */
const packagedWith = (line: string): Packaged => ({
  packages: ["elasticsearch"],
  units: ["elasticsearch"],
  // "NOT starting on installation", says its postinst.
  starts: false,
  service: ["ExecStart=/usr/share/elasticsearch/bin/elasticsearch"],
  files: {
    "/usr/share/elasticsearch/config/elasticsearch.yml": null,
    "/etc/elasticsearch/elasticsearch.yml": `#network.host: 192.168.0.1\n#http.port: 9200\n${line}#transport.host: 0.0.0.0\n`,
  },
});

/** `_local_` is loopback, `_site_` and `_global_` are addresses of the host. */
export const server: Server = {
  name: "elasticsearch",
  programs: ["elasticsearch", "opensearch"],
  manual: "https://www.elastic.co/docs/reference/elasticsearch/configuration-reference/networking-settings",
  once: "-V --version -h --help",
  background: onlyWith("-d --daemonize"),
  listens: (invocation) => {
    const name = /opensearch$/.test(invocation.argv[0] ?? "") ? "opensearch" : "elasticsearch";
    const setting = layers(invocation, name);
    const hosts = (own: string): Layer => {
      const usual = decide(setting("network.bind_host"), setting("network.host"), fallback("_local_"));
      return mapped(separate(decide(unlessSame(setting(`${own}.host`), usual), usual), /[\s,[\]]+/));
    };
    const http = hosts("http");
    const transport = hosts("transport");
    const httpPort = decide(setting("http.port"), fallback("9200"));
    const transportPort = decide(setting("transport.port"), fallback("9300"));
    const resolver = { ...JAVA, localhost: ["loopback", "loopback"] as const };
    return serve(
      name,
      resolver,
      [...pair(http, httpPort), ...pair(transport, transportPort)],
      [
        ...http.doubts,
        ...transport.doubts,
        ...httpPort.doubts,
        ...unreadOptions(
          argumentsOf(invocation).flatMap((argument) => [argument, `-${argument}`]),
          name,
        ),
      ],
    );
  },
  packaged: [
    packagedWith(`http.host: ${IF_ANY}0.0.0.0\n`),
    { ...packagedWith("http.host: 0.0.0.0\n"), versions: /^([89]|\d\d)\b/, repository: REPOSITORY },
    { ...packagedWith(""), versions: /^[1-7]\b/, repository: REPOSITORY },
  ],
  examples: [
    { argv: ["elasticsearch"], listens: ["tcp localhost 9200", "tcp localhost 9300"] },
    { argv: ["elasticsearch", "-Enetwork.host=0.0.0.0"], listens: ["tcp * 9200", "tcp * 9300"] },
    {
      argv: ["opensearch", "-E", "http.port=9201"],
      env: { "network.host": "10.0.0.9" },
      listens: ["tcp 10.0.0.9 9201", "tcp 10.0.0.9 9300"],
    },
    {
      argv: ["elasticsearch"],
      env: { ES_HOST: "0.0.0.0" },
      files: { "/etc/elasticsearch/elasticsearch.yml": "http.host: ${ES_HOST}\nnetwork.host: ${HOSTNAME}\nhttp.port: 9203\n" },
      listens: ["tcp * 9203", "? tcp ? 9300"],
    },
    {
      argv: ["elasticsearch"],
      files: { "/etc/elasticsearch/elasticsearch.yml": "network:\n  host: 0.0.0.0\nhttp.host: 127.0.0.1\n" },
      listens: ["tcp 127.0.0.1 9200", "tcp * 9300"],
    },
    {
      argv: ["elasticsearch"],
      files: { "/etc/elasticsearch/elasticsearch.yml": `http.host: ${IF_ANY}0.0.0.0\nnetwork.host: 0.0.0.0\n` },
      listens: ["tcp * 9200", "tcp * 9300"],
    },
    {
      argv: ["elasticsearch"],
      files: { "/etc/elasticsearch/elasticsearch.yml": `http.host: ${IF_ANY}0.0.0.0\nnetwork.host: 127.0.0.1\n` },
      listens: ["? tcp ? 9200", "tcp 127.0.0.1 9300"],
    },
  ],
};

/** What may not be written at all says nothing where the setting below it says the same. */
const unlessSame = (layer: Layer, below: Layer): Layer => ({
  ...layer,
  said: layer.said
    .filter(({ value }) => below.said.length !== 1 || value !== `${IF_ANY}${below.said[0]?.value ?? ""}`)
    .map((one) => (one.value.startsWith(IF_ANY) ? { ...one, value: HOLE } : one)),
});

const mapped = (layer: Layer): Layer => ({
  ...layer,
  said: layer.said.map((said): Said => ({
    ...said,
    value: /^_local(:ipv\d)?_$/.test(said.value) ? "localhost" : said.value.startsWith("_") ? HOLE : said.value,
  })),
});

/** `-E name=value`, the same names as environment variables of the image, then the file. */
function layers(invocation: Invocation, name: string): (key: string) => Layer {
  const args = argumentsOf(invocation);
  const base = unpackedIn(invocation);
  const folder = invocation.environment.values.get("ES_PATH_CONF");
  const usual = [`/usr/share/${name}/config`, `/etc/${name}`];
  const folders = folder !== undefined ? [folder] : base === undefined || base === `/usr/share/${name}` ? usual : [`${base}/config`];
  const files = folders.map((one) => readFile(invocation, `${one}/${name}.yml`));
  const file = files.find(({ text }) => text !== null);
  const root = file === undefined ? {} : yamlAt(file.text ?? "");
  return (key) => {
    const given = args.flatMap((argument, index): readonly Said[] => {
      const [, value] = /^-E(.*)$/.exec(argument) ?? [];
      const text = value === "" ? (args[index + 1] ?? "") : (value ?? "");
      return text.startsWith(`${key}=`) ? [{ value: text.slice(key.length + 1), says: text, from: "command" }] : [];
    });
    const env =
      invocation.environment.values.get(key) ?? invocation.environment.values.get(`ES_SETTING_${key.toUpperCase().replaceAll(".", "_")}`);
    const nested =
      root === undefined
        ? undefined
        : key
            .split(".")
            .reduce<unknown>(
              (at, part) => (typeof at === "object" && at !== null ? (at as Readonly<Record<string, unknown>>)[part] : undefined),
              root,
            );
    const value: unknown = root?.[key] ?? nested;
    const text = Array.isArray(value)
      ? value.map(String).join(",")
      : typeof value === "string" || typeof value === "number"
        ? String(value)
        : undefined;
    return decide(
      last({ said: given, doubts: [] }),
      { said: env === undefined ? [] : [{ value: env, says: `${key}=${env}`, from: "environment" }], doubts: [] },
      {
        // https://www.elastic.co/docs/deploy-manage/deploy/self-managed/configure-elasticsearch#_environment_variable_substitution
        said: text === undefined ? [] : [{ value: expand(text, invocation.environment), says: `${key}: ${text}`, from: "file" }],
        doubts:
          file === undefined
            ? files.flatMap(({ doubts }) => doubts).slice(0, 1)
            : root === undefined
              ? [unseen.computed(file.path)]
              : file.doubts,
      },
    );
  };
}

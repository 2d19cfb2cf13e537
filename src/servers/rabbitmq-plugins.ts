import { split } from "./endpoint";
import type { Bind } from "./served";

type Settings = ReadonlyMap<string, string>;

/** A plugin that listens. https://www.rabbitmq.com/docs/networking#ports */
interface Plugin {
  /** Those that bring it along have it among their `applications`, as of 3.10 and 4.1. */
  readonly names: string;
  /** Its prefix in the configuration. */
  readonly key: string;
  readonly port: string;
  /** `listeners.tcp.NAME` and `.ssl.NAME`, or one of `tcp.…` and one of `ssl.…`; `instead`: with the latter alone there is no other. */
  readonly takes: "listeners" | "both" | "instead";
  /** Where `ssl.…` names no port. */
  readonly tls?: string;
}

const PLUGINS: readonly Plugin[] = [
  {
    names:
      "rabbitmq_management rabbitmq_federation_management rabbitmq_shovel_management rabbitmq_stream_management rabbitmq_top rabbitmq_tracing",
    key: "management",
    port: "15672",
    takes: "instead",
    tls: "15671",
  },
  { names: "rabbitmq_prometheus", key: "prometheus", port: "15692", takes: "instead", tls: "15691" },
  { names: "rabbitmq_mqtt rabbitmq_web_mqtt rabbitmq_web_mqtt_examples", key: "mqtt", port: "1883", takes: "listeners" },
  { names: "rabbitmq_stomp rabbitmq_web_stomp rabbitmq_web_stomp_examples", key: "stomp", port: "61613", takes: "listeners" },
  { names: "rabbitmq_stream rabbitmq_stream_management", key: "stream", port: "5552", takes: "listeners" },
  { names: "rabbitmq_web_stomp rabbitmq_web_stomp_examples", key: "web_stomp", port: "15674", takes: "both" },
  { names: "rabbitmq_web_mqtt rabbitmq_web_mqtt_examples", key: "web_mqtt", port: "15675", takes: "both" },
  { names: "rabbitmq_web_stomp_examples rabbitmq_web_mqtt_examples", key: "web_dispatch", port: "15670", takes: "both" },
];

/** What the plugins of a list open: `[rabbitmq_management,rabbitmq_top].` */
export function pluginBinds(enabled: string, settings: Settings): readonly Bind[] {
  const words = enabled.split(/[^\w]+/);
  return PLUGINS.flatMap((plugin) => {
    const name = plugin.names.split(" ").find((one) => words.includes(one));
    if (name === undefined) return [];
    return plugin.takes === "listeners" ? listeners(plugin, name, settings) : pages(plugin, name, settings);
  });
}

function listeners({ key, port }: Plugin, name: string, settings: Settings): readonly Bind[] {
  const written = (kind: string): readonly Bind[] =>
    [...settings]
      .filter(([setting]) => setting.startsWith(`${key}.listeners.${kind}.`))
      .map(([setting, value]) => ({
        ...split(value, { host: "", port, bare: "number-is-port" }),
        says: `${setting} = ${value}`,
        from: "file",
      }));
  const usual: readonly Bind[] = settings.get(`${key}.listeners.tcp`) === "none" ? [] : [{ host: "", port, says: name, from: "file" }];
  return [...(written("tcp").length > 0 ? written("tcp") : usual), ...written("ssl")];
}

/** `management.listener.…` is the older name for either. */
function pages({ key, port, takes, tls }: Plugin, name: string, settings: Settings): readonly Bind[] {
  const written = (kind: string): boolean => [...settings.keys()].some((setting) => setting.startsWith(`${key}.${kind}.`));
  const at = (kind: string, usual: string): Bind => {
    const said = ["ip", "port"].flatMap((half) => {
      const value = settings.get(`${key}.${kind}.${half}`);
      return value === undefined ? [] : [`${key}.${kind}.${half} = ${value}`];
    });
    const [host = "", own = usual] = [settings.get(`${key}.${kind}.ip`), settings.get(`${key}.${kind}.port`)];
    return { host, port: own, says: said.join(", ") || name, from: "file" };
  };
  const [older, secure] = [written("listener"), written("ssl")];
  const plain = written("tcp") || (!older && !(secure && takes === "instead"));
  return [
    ...(older ? [at("listener", port)] : []),
    ...(plain && settings.get(`${key}.tcp.listener`) !== "none" ? [at("tcp", port)] : []),
    ...(secure && (tls ?? settings.get(`${key}.ssl.port`)) !== undefined ? [at("ssl", tls ?? "")] : []),
  ];
}

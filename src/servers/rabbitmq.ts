import type { Server } from "../model/launch";
import type { LaunchUnknown } from "../model/listener";
import { NODE } from "./address";
import { onlyWith } from "./background";
import { split } from "./endpoint";
import { expand } from "./expand";
import { pluginBinds } from "./rabbitmq-plugins";
import { serve, type Bind } from "./served";
import { decide, fallback, readFile, variable } from "./setting";

/** RABBITMQ_NODE_IP_ADDRESS moves 5672 alone; distribution and epmd stay on every address. */
export const server: Server = {
  name: "rabbitmq",
  programs: ["rabbitmq-server"],
  manual: "https://www.rabbitmq.com/docs/networking#ports",
  background: onlyWith("-detached"),
  listens: (invocation) => {
    const { environment } = invocation;
    const file = readFile(invocation, "/etc/rabbitmq/rabbitmq.conf");
    const plugins = readFile(invocation, "/etc/rabbitmq/enabled_plugins");
    const doubts: LaunchUnknown[] = [...file.doubts, ...plugins.doubts];
    // https://www.rabbitmq.com/docs/configure#env-variable-interpolation
    const settings = new Map(
      (file.text ?? "").split("\n").flatMap((line) => {
        const [, key, value] = /^\s*([\w.]+)\s*=\s*(.*?)\s*$/.exec(line) ?? [];
        return key === undefined || value === undefined ? [] : [[key, expand(value, environment)] as const];
      }),
    );
    const written = [...settings].filter(([key]) => /^listeners\.(tcp|ssl)\./.test(key));
    const tcp = written.some(([key]) => key.startsWith("listeners.tcp.")) || settings.get("listeners.tcp") === "none";
    const [host] = decide(variable(environment, "RABBITMQ_NODE_IP_ADDRESS"), fallback("")).said;
    const [port] = decide(variable(environment, "RABBITMQ_NODE_PORT"), fallback("5672")).said;
    const amqp = written.map(([key, value]): Bind => ({
      ...split(value, { host: "", port: "5672", bare: "number-is-port" }),
      says: `${key} = ${value}`,
      from: "file",
    }));
    const usual: Bind = {
      host: host?.value ?? "",
      port: port?.value ?? "",
      says: [host?.says, port?.says].filter((text) => text !== "" && text !== undefined).join(" "),
      from: host?.from ?? "default",
    };
    const [epmd] = decide(variable(environment, "ERL_EPMD_ADDRESS"), fallback("")).said;
    return serve(
      "rabbitmq",
      NODE,
      [
        ...(tcp ? amqp : [usual, ...amqp]),
        { host: "0.0.0.0", port: String(Number(port?.value ?? 5672) + 20000), says: "", from: "default" },
        { host: epmd?.value ?? "", port: "4369", says: epmd?.says ?? "", from: epmd?.from ?? "default" },
        ...pluginBinds(plugins.text ?? "", settings),
      ],
      doubts,
    );
  },
  packaged: [
    {
      packages: ["rabbitmq-server"],
      units: ["rabbitmq-server"],
      service: ["ExecStart=/usr/lib/rabbitmq/bin/rabbitmq-server"],
      files: { "/etc/rabbitmq/rabbitmq.conf": null, "/etc/rabbitmq/enabled_plugins": null },
      reads: ["/etc/rabbitmq/rabbitmq-env.conf", "/etc/rabbitmq/advanced.config", "/etc/rabbitmq/rabbitmq.config", "/etc/rabbitmq/conf.d"],
    },
  ],
  examples: [
    { argv: ["rabbitmq-server"], listens: ["tcp * 5672", "tcp 0.0.0.0 25672", "tcp * 4369"] },
    {
      argv: ["rabbitmq-server"],
      env: { RABBITMQ_NODE_IP_ADDRESS: "127.0.0.1" },
      listens: ["tcp 127.0.0.1 5672", "tcp 0.0.0.0 25672", "tcp * 4369"],
    },
    {
      argv: ["rabbitmq-server"],
      files: {
        "/etc/rabbitmq/rabbitmq.conf": "listeners.ssl.default = 5674\nmqtt.listeners.tcp.1 = 127.0.0.1:1884\n",
        "/etc/rabbitmq/enabled_plugins": "[rabbitmq_mqtt,rabbitmq_web_stomp].",
      },
      listens: ["tcp * 5672", "tcp * 5674", "tcp 0.0.0.0 25672", "tcp * 4369", "tcp 127.0.0.1 1884", "tcp * 61613", "tcp * 15674"],
    },
    {
      argv: ["rabbitmq-server"],
      files: {
        "/etc/rabbitmq/rabbitmq.conf": "management.ssl.port = 15673\nmanagement.ssl.certfile = /c.pem\n",
        "/etc/rabbitmq/enabled_plugins": "[rabbitmq_shovel_management].",
      },
      listens: ["tcp * 5672", "tcp 0.0.0.0 25672", "tcp * 4369", "tcp * 15673"],
    },
    {
      argv: ["rabbitmq-server"],
      files: {
        "/etc/rabbitmq/rabbitmq.conf": "management.listener.ip = 127.0.0.1\nweb_mqtt.ssl.port = 15677\nmqtt.listeners.tcp = none\n",
        "/etc/rabbitmq/enabled_plugins": "[rabbitmq_top, rabbitmq_web_mqtt].",
      },
      listens: ["tcp * 5672", "tcp 0.0.0.0 25672", "tcp * 4369", "tcp 127.0.0.1 15672", "tcp * 15675", "tcp * 15677"],
    },
    {
      argv: ["rabbitmq-server"],
      files: { "/etc/rabbitmq/rabbitmq.conf": "listeners.tcp.1 = $(RMQ_IP):5675\n" },
      listens: ["? tcp ? 5675", "tcp 0.0.0.0 25672", "tcp * 4369"],
    },
    {
      argv: ["rabbitmq-server"],
      files: { "/etc/rabbitmq/rabbitmq.conf": "listeners.tcp = none\nlisteners.ssl.default = 10.0.0.9:5674\n" },
      listens: ["tcp 10.0.0.9 5674", "tcp 0.0.0.0 25672", "tcp * 4369"],
    },
    {
      argv: ["rabbitmq-server"],
      files: {
        "/etc/rabbitmq/rabbitmq.conf": "listeners.tcp.default = 127.0.0.1:5673\nmanagement.tcp.ip = 127.0.0.1\n",
        "/etc/rabbitmq/enabled_plugins": "[rabbitmq_management].",
      },
      listens: ["tcp 127.0.0.1 5673", "tcp 0.0.0.0 25672", "tcp * 4369", "tcp 127.0.0.1 15672"],
    },
  ],
};

import type { Server } from "../model/launch";
import { hasHole } from "../model/text";
import { failure, unseen } from "../words/servers";
import { JAVA } from "./address";
import { argumentsOf } from "./arguments";
import { onlyWith } from "./background";
import { split } from "./endpoint";
import { parseIni } from "./ini";
import { machineBinds, optionsIn } from "./jvm";
import { fails, NOTHING, serve, unknown, type Bind } from "./served";
import { decide, fallback, readFile, variable, type Said } from "./setting";

/** What it tells its clients (`advertised.listeners`) is no bind; `NAME://:9092` is every address. */
export const server: Server = {
  name: "kafka",
  programs: ["kafka-server-start.sh", "kafka-server-start"],
  manual: "https://kafka.apache.org/documentation/#brokerconfigs_listeners",
  background: onlyWith("-daemon"),
  listens: (invocation) => {
    const args = argumentsOf(invocation).filter((argument) => argument !== "-daemon");
    const [name = "", ...rest] = args;
    if (name === "" || name === "--version") return name === "" ? fails(failure("no-configuration", "server.properties")) : NOTHING;
    const file = readFile(invocation, name);
    const given = rest.flatMap((argument, index): readonly Said[] => {
      const text = argument === "--override" ? (rest[index + 1] ?? "") : argument.replace(/^--override=/, "");
      const isSetting = argument.startsWith("--override") && text.startsWith("listeners=");
      return isSetting ? [{ value: text.slice("listeners=".length), says: `--override ${text}`, from: "command" }] : [];
    });
    if (file.text === null && given.length === 0)
      return file.doubts.length > 0 ? unknown(...file.doubts) : fails(failure("no-configuration", file.path));
    const written = parseIni(file.text ?? "").filter(({ key }) => key === "listeners");
    const listeners = decide(
      { said: given.slice(-1), doubts: [] },
      { said: written.slice(-1).map(({ value }): Said => ({ value, says: `listeners=${value}`, from: "file" })), doubts: file.doubts },
      fallback("PLAINTEXT://:9092"),
    );
    const binds = listeners.said.flatMap((said) =>
      said.value
        .split(/\s*,\s*/)
        .filter((one) => one !== "")
        .map((one): Bind => {
          const { host, port } = split(one.replace(/^[^:/]*:\/\//, ""), { host: "0.0.0.0", port: null, bare: "host" });
          return { host: host === "" ? "0.0.0.0" : host, port, says: said.says === "" ? "" : one, from: said.from };
        }),
    );
    const jmx = variable({ ...invocation.environment, complete: true }, "JMX_PORT").said.map((said): Bind => ({
      host: "0.0.0.0",
      port: said.value,
      says: said.says,
      from: said.from,
    }));
    return serve(
      "kafka",
      JAVA,
      [...binds, ...jmx, ...machineBinds(optionsIn(invocation.environment, "KAFKA_OPTS", "KAFKA_JMX_OPTS"))],
      [...listeners.doubts, ...(rest.some((argument) => hasHole(argument.split("listeners=")[0] ?? "")) ? [unseen.argument("kafka")] : [])],
    );
  },
  examples: [
    {
      argv: ["/opt/kafka/bin/kafka-server-start.sh", "-daemon", "s.properties"],
      files: {
        "s.properties":
          "#listeners=A://:1\nlisteners=PLAINTEXT://:9093,CONTROLLER://127.0.0.1:9094\nadvertised.listeners=PLAINTEXT://b:9093\n",
      },
      listens: ["tcp * 9093", "tcp 127.0.0.1 9094"],
    },
    { argv: ["kafka-server-start.sh", "s.properties"], files: { "s.properties": "broker.id=0\n" }, listens: ["tcp * 9092"] },
    {
      argv: ["kafka-server-start", "s.properties", "--override", "listeners=PLAINTEXT://10.0.0.9:9095"],
      files: { "s.properties": "" },
      env: { JMX_PORT: "9999" },
      listens: ["tcp 10.0.0.9 9095", "tcp * 9999"],
    },
  ],
};

import type { Server } from "../model/launch";
import type { LaunchUnknown } from "../model/listener";
import { unseen } from "../words/servers";
import { JAVA } from "./address";
import { argumentsOf } from "./arguments";
import { server as jenkins } from "./jenkins";
import { machineBinds } from "./jvm";
import { NOTHING, serve, type Bind } from "./served";
import { decide, variable, type Layer, type Said } from "./setting";
import { splitWords } from "./words";

/** Variables whose options the virtual machine itself, or its launcher, takes. */
const OPTIONS = ["JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS", "_JAVA_OPTIONS"];

const JENKINS = /(^|\/)jenkins([-_][\d.]+)?\.war$/;

const NOTHING_SET = { values: new Map<string, string>(), complete: true };

/** The debugger and JMX are listeners of the machine's own; the program in the archive is not seen, but for what Spring would read. */
export const server: Server = {
  name: "java",
  programs: ["java"],
  manual: "https://docs.oracle.com/en/java/javase/21/docs/specs/man/java.html",
  background: false,
  listens: (invocation) => {
    const args = argumentsOf(invocation);
    const main = args.findIndex(
      (argument, index) => !argument.startsWith("-") && !/^(-cp|-classpath|--class-path|-p|--module-path)$/.test(args[index - 1] ?? ""),
    );
    // Options may stand between `-jar` and the archive.
    const end = main < 0 ? args.length : main + 1;
    const machine = args.slice(0, end);
    const said: Said[] = machine.map((value) => ({ value, says: value, from: "command" }));
    const unread: LaunchUnknown[] = [];
    for (const name of OPTIONS) {
      const { said: set, doubts } = variable(invocation.environment, name);
      unread.push(...doubts);
      for (const one of set)
        said.push(...splitWords(one.value).map((value) => ({ value, says: `${name}=${value}`, from: "environment" as const })));
    }
    const own = serve("java", JAVA, machineBinds(said));
    if (machine.some((argument) => /^--?(version|help|showversion)$/.test(argument)) || machine.length === 0)
      return { ...NOTHING, listeners: own.listeners };
    const program = args[main] ?? (args.includes("-jar") ? "the archive" : "the program");
    if (JENKINS.test(program)) {
      // The variables of the packaged service and of the image are read by their scripts.
      const app = jenkins.listens({ ...invocation, argv: ["jenkins", ...args.slice(end)], environment: NOTHING_SET });
      return { ...app, listeners: [...own.listeners, ...app.listeners], failsToStart: [...own.failsToStart, ...app.failsToStart] };
    }
    const spring = springBinds(said, args.slice(end), invocation.environment);
    const app = serve("java", JAVA, spring);
    return {
      listeners: [...own.listeners, ...app.listeners],
      failsToStart: own.failsToStart,
      unknowns: [unseen.code(program), ...unread.slice(0, 1)],
      complete: false,
    };
  },
  examples: [
    { argv: ["java", "-version"], listens: [] },
    { argv: ["java", "-agentlib:jdwp=transport=dt_socket,server=y,suspend=n,address=*:5005", "-jar", "app.jar"], listens: ["tcp * 5005"] },
    {
      argv: ["java", "-jar", "app.jar"],
      env: { JAVA_TOOL_OPTIONS: "-agentlib:jdwp=transport=dt_socket,server=y,address=5006" },
      listens: ["tcp 127.0.0.1 5006"],
    },
    { argv: ["java", "-Dcom.sun.management.jmxremote.port=9010", "-jar", "app.jar"], listens: ["tcp * 9010", "tcp * ?"] },
    {
      argv: [
        "java",
        ...["port=9011", "rmi.port=9011", "host=127.0.0.1"].map((option) => `-Dcom.sun.management.jmxremote.${option}`),
        "-version",
      ],
      listens: ["tcp 127.0.0.1 9011"],
    },
    {
      argv: ["java", "-Xmx1g", "-jar", "/opt/jenkins-2.462.war", "--httpPort=8086"],
      env: { JENKINS_PORT: "8087" },
      listens: ["tcp * 8086"],
    },
    { argv: ["java", "-jar", "jenkins.war", "--httpListenAddress=127.0.0.1", "--httpPort=8088"], listens: ["tcp 127.0.0.1 8088"] },
    { argv: ["java", "-jar", "-Dserver.port=8083", "app.jar"], listens: ["? tcp * 8083"] },
    { argv: ["java", "-jar", "app.jar", "--server.port=8081", "--server.address=127.0.0.1"], listens: ["? tcp 127.0.0.1 8081"] },
  ],
};

/** Settings that Spring Boot reads; that it is Spring Boot is a guess, so what they make is possible. */
function springBinds(machine: readonly Said[], args: readonly string[], environment: Parameters<typeof variable>[0]): readonly Bind[] {
  const setting = (name: string): Layer => {
    const given = [
      ...args.map((value): Said => ({ value: value.replace(/^--/, ""), says: value, from: "command" })),
      ...machine.map((one) => ({ ...one, value: one.value.replace(/^-D/, "") })),
    ];
    const found = given
      .filter(({ value }) => value.startsWith(`${name}=`))
      .map((one) => ({ ...one, value: one.value.slice(name.length + 1) }));
    return decide(
      { said: found.slice(0, 1), doubts: [] },
      variable({ ...environment, complete: true }, name.toUpperCase().replaceAll(".", "_")),
    );
  };
  const [port] = setting("server.port").said;
  const [host] = setting("server.address").said;
  if (port === undefined || port.value === "-1") return [];
  return [
    {
      host: host === undefined || host.value === "" ? "0.0.0.0" : host.value,
      port: port.value,
      says: [host?.says ?? "", port.says].filter((text) => text !== "").join(" "),
      from: host?.from ?? port.from,
      certainty: "possible",
    },
  ];
}

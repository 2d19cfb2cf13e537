import type { Server } from "../model/launch";
import { HOLE } from "../model/text";
import { unseen } from "../words/servers";
import { JAVA } from "./address";
import { argumentsOf, unreadOptions } from "./arguments";
import { unlessWith } from "./background";
import { NOTHING, serve, unknown, type Bind } from "./served";
import { firstFile } from "./setting";
import { yamlAt } from "./yaml";

/** A blank address is the host's own, which nobody knows, and so are those of a device. */
export const server: Server = {
  name: "cassandra",
  programs: ["cassandra"],
  manual: "https://cassandra.apache.org/doc/stable/cassandra/managing/configuration/cass_yaml_file.html",
  once: "-h",
  background: unlessWith("-f"),
  listens: (invocation) => {
    const args = argumentsOf(invocation);
    if (args.some((argument) => /^-[vh]$/.test(argument))) return NOTHING;
    const { values } = invocation.environment;
    const bin = /^(\/.*)\/bin\/[^/]*$/.exec(invocation.argv[0] ?? "")?.[1];
    const folders = [
      values.get("CASSANDRA_CONF"),
      bin === undefined || bin === "/usr" ? undefined : `${bin}/conf`,
      "/etc/cassandra",
      "/etc/cassandra/conf",
    ];
    const names = folders.flatMap((folder) => (folder === undefined ? [] : [`${folder}/cassandra.yaml`]));
    const file = firstFile(invocation, names);
    if (file === undefined || file.text === null) return unknown(...(file?.doubts ?? [unseen.file("cassandra.yaml")]));
    const settings = yamlAt(file.text);
    if (settings === undefined) return unknown(unseen.computed(file.path));
    const text = (key: string): string | undefined => {
      const value = settings[key];
      return typeof value === "string" || typeof value === "number" || typeof value === "boolean" ? String(value) : undefined;
    };
    const socket = (name: "rpc" | "listen", port: string, usual: string): Bind => {
      const [address, number] = [text(`${name}_address`), text(port)];
      const isUnknown = text(`${name}_interface`) !== undefined || (address === undefined && Object.hasOwn(settings, `${name}_address`));
      const says = [address === undefined ? "" : `${name}_address: ${address}`, number === undefined ? "" : `${port}: ${number}`];
      return {
        host: isUnknown ? HOLE : (address ?? HOLE),
        port: number ?? usual,
        says: says.filter((one) => one !== "").join(", "),
        from: "file",
      };
    };
    const native = text("start_native_transport") === "false" ? [] : [socket("rpc", "native_transport_port", "9042")];
    const odd = args.filter((argument) => argument.startsWith("-D")).length > 0 ? [unseen.option("cassandra")] : [];
    return serve(
      "cassandra",
      JAVA,
      [...native, socket("listen", "storage_port", "7000")],
      [...file.doubts, ...odd, ...unreadOptions(args, "cassandra")],
    );
  },
  packaged: [
    {
      packages: ["cassandra"],
      units: ["cassandra"],
      service: ["ExecStart=/usr/sbin/cassandra -f"],
      files: {
        "/etc/cassandra/cassandra.yaml":
          "cluster_name: 'Test Cluster'\nstorage_port: 7000\nssl_storage_port: 7001\nlisten_address: localhost\n# listen_interface: eth0\n" +
          "# broadcast_address: 1.2.3.4\n# listen_on_broadcast_address: false\nstart_native_transport: true\n" +
          "native_transport_port: 9042\nrpc_address: localhost\n# rpc_interface: eth1\n# broadcast_rpc_address: 1.2.3.4\n",
      },
    },
  ],
  examples: [
    {
      argv: ["cassandra", "-f"],
      files: { "/etc/cassandra/cassandra.yaml": "rpc_address: 0.0.0.0\nnative_transport_port: 9043\nlisten_address: 10.0.0.9\n" },
      listens: ["tcp * 9043", "tcp 10.0.0.9 7000"],
    },
    {
      argv: ["/opt/cassandra/bin/cassandra"],
      files: { "/opt/cassandra/conf/cassandra.yaml": "start_native_transport: false\nlisten_address:\nstorage_port: 7010\n" },
      listens: ["? tcp ? 7010"],
    },
    { argv: ["cassandra", "-v"], listens: [] },
  ],
};

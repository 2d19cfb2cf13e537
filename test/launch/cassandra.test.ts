import { launcher } from "../../src/launch";
import { summary } from "./sockets";

const edited = (rpc: string): string =>
  [
    "#!/bin/bash",
    "apt-get install -y cassandra",
    "systemctl stop cassandra",
    "sed -i 's/^cluster_name:.*/cluster_name: shop/' /etc/cassandra/cassandra.yaml",
    "sed -i \"s/^listen_address:.*/listen_address: $(hostname -I | awk '{print $1}')/\" /etc/cassandra/cassandra.yaml",
    `sed -i 's/^rpc_address:.*/rpc_address: ${rpc}/' /etc/cassandra/cassandra.yaml`,
    "sed -i 's/^# broadcast_rpc_address:.*/broadcast_rpc_address: 10.44.7.9/' /etc/cassandra/cassandra.yaml",
    "systemctl start cassandra",
  ].join("\n");

test.each([
  ["0.0.0.0", "tcp * 9042"],
  ["127.0.0.1", "tcp 127.0.0.1 9042"],
])("lines of the package's file are edited: rpc_address %s", (rpc, expected) => {
  expect(summary(launcher.userData(edited(rpc)))).toEqual([expected, "tcp <the host's private address> 7000"]);
});

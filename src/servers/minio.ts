import type { Server } from "../model/launch";
import { GO } from "./address";
import { addressOptions } from "./address-option";

/** Without an address of its own the console takes a port that the kernel chooses. */
export const server: Server = {
  name: "minio",
  programs: ["minio"],
  manual: "https://min.io/docs/minio/linux/reference/minio-server/minio-server.html",
  background: false,
  listens: addressOptions({
    name: "minio",
    resolver: GO,
    style: "plain",
    commands: ["server"],
    harmless: "update",
    addresses: [
      { option: { names: ["--address"] }, env: ["MINIO_ADDRESS"], default: [":9000"] },
      { option: { names: ["--console-address"] }, env: ["MINIO_CONSOLE_ADDRESS"], default: [":0"] },
    ],
  }),
  examples: [
    { argv: ["minio", "server", "/data"], listens: ["tcp * 9000", "tcp * ?"] },
    {
      argv: ["minio", "server", "/data", "--console-address", ":9001", "--address", "127.0.0.1:9002"],
      listens: ["tcp 127.0.0.1 9002", "tcp * 9001"],
    },
    { argv: ["minio"], listens: [] },
  ],
};

import type { Server } from "../model/launch";
import { PASSIVE } from "./address";
import { addressOptions } from "./address-option";
import { unlessWith } from "./background";

export const server: Server = {
  name: "dropbear",
  programs: ["dropbear"],
  manual: "https://matt.ucc.asn.au/dropbear/dropbear.html",
  once: "-V -h",
  background: unlessWith("-F", "EmwsgBTjkaRi"),
  listens: addressOptions({
    name: "dropbear",
    resolver: PASSIVE,
    style: "plain",
    taking: "-b -r -W -K -I -P -G -c",
    flags: "FEmwsgBTjkaRiv2",
    addresses: [{ option: { names: ["-p"] }, default: ["22"], repeats: true }],
  }),
  packaged: [
    {
      packages: ["dropbear"],
      units: ["dropbear"],
      service: [
        "Environment=DROPBEAR_PORT=22",
        "EnvironmentFile=-/etc/default/dropbear",
        'ExecStart=/usr/sbin/dropbear -EF -p "${DROPBEAR_PORT}" $DROPBEAR_EXTRA_ARGS',
      ],
      files: { "/etc/default/dropbear": '#DROPBEAR_PORT=22\n#DROPBEAR_EXTRA_ARGS=""\n' },
    },
  ],
  examples: [
    { argv: ["dropbear", "-F"], listens: ["tcp * 22"] },
    { argv: ["dropbear", "-p", "127.0.0.1:2222", "-p2223"], listens: ["tcp 127.0.0.1 2222", "tcp * 2223"] },
  ],
};

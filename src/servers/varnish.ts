import type { Server } from "../model/launch";
import { PASSIVE } from "./address";
import { addressOptions } from "./address-option";
import { unlessWith } from "./background";

export const server: Server = {
  name: "varnish",
  programs: ["varnishd"],
  manual: "https://varnish-cache.org/docs/trunk/reference/varnishd.html",
  once: "-V -C -x -?",
  background: unlessWith("-F -d"),
  listens: addressOptions({
    name: "varnish",
    resolver: PASSIVE,
    style: "plain",
    taking: "-b -f -s -p -i -j -l -M -n -P -r -S -t -h -I -W -E -x",
    addresses: [
      { option: { names: ["-a"] }, default: [":80"], repeats: true, spelling: { bare: "host", schemes: [] } },
      { option: { names: ["-T"] }, default: ["localhost:0"], repeats: true },
    ],
  }),
  packaged: [
    {
      packages: ["varnish"],
      units: ["varnish"],
      service: ["ExecStart=/usr/sbin/varnishd -F -a :6081 -T localhost:6082"],
      files: {},
    },
  ],
  examples: [
    { argv: ["varnishd", "-F", "-a", ":6081", "-b", "127.0.0.1:8080"], listens: ["tcp * 6081", "tcp localhost ?"] },
    { argv: ["varnishd", "-a", "127.0.0.1:6082", "-T", "127.0.0.1:6083"], listens: ["tcp 127.0.0.1 6082", "tcp 127.0.0.1 6083"] },
    { argv: ["varnishd", "-V"], listens: [] },
    { argv: ["varnishd", "-C", "-f", "/etc/varnish/default.vcl"], listens: [] },
  ],
};

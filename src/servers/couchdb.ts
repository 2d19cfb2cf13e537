import type { Server } from "../model/launch";
import { LIBC } from "./address";
import { argumentsOf } from "./arguments";
import { onlyWith } from "./background";
import { includeFiles } from "./include";
import { lastOf, parseIni, tokens } from "./ini";
import { serve } from "./served";
import { unseen } from "../words/servers";

/** The last file that says it counts: what is shipped, its folder, what is local, its folder. */
const FILES = ["default.ini", "default.d/*.ini", "local.ini", "local.d/*.ini"];

export const server: Server = {
  name: "couchdb",
  programs: ["couchdb"],
  manual: "https://docs.couchdb.org/en/stable/config/http.html",
  background: onlyWith("-b"),
  listens: (invocation) => {
    const base = /^(\/.*)\/bin\/[^/]*$/.exec(invocation.argv[0] ?? "")?.[1] ?? "/opt/couchdb";
    const read = FILES.map((name) => includeFiles(invocation, `${base === "/usr" ? "/opt/couchdb" : base}/etc`, name));
    const settings = read
      .flatMap(({ files }) => files.flatMap(({ text }) => parseIni(text)))
      .filter(({ section, value }) => section === "chttpd" && value !== "");
    const [host, port] = [lastOf(settings, "bind_address"), lastOf(settings, "port")];
    const says = tokens(host, port);
    const address = host === undefined ? "127.0.0.1" : host.value === "any" ? "*" : host.value;
    return serve(
      "couchdb",
      { ...LIBC, star: ["any", "any"] },
      [{ host: address, port: port?.value ?? "5984", says, from: says === "" ? "default" : "file" }],
      [...read.flatMap(({ doubts }) => doubts), ...(argumentsOf(invocation).length > 0 ? [unseen.argument("couchdb")] : [])],
    );
  },
  packaged: [
    {
      packages: ["couchdb"],
      units: ["couchdb"],
      service: ["ExecStart=/opt/couchdb/bin/couchdb"],
      files: {
        "/opt/couchdb/etc/default.ini": "[chttpd]\nport = 5984\nbind_address = 127.0.0.1\n",
        "/opt/couchdb/etc/local.ini": "[chttpd]\n;port = 5984\n;bind_address = 127.0.0.1\n",
      },
      reads: ["/opt/couchdb/etc/vm.args"],
      // https://docs.couchdb.org/en/stable/install/unix.html
      answers: [
        {
          question: "couchdb/bindaddress",
          file: "/opt/couchdb/etc/local.d/10-bind_address.ini",
          line: (answer) => `[chttpd]\nbind_address = ${answer}`,
        },
      ],
    },
  ],
  examples: [
    { argv: ["couchdb"], listens: ["tcp 127.0.0.1 5984"] },
    {
      argv: ["/opt/couchdb/bin/couchdb"],
      files: {
        "/opt/couchdb/etc/default.ini": "[chttpd]\nport = 5984\nbind_address = 127.0.0.1\n[httpd]\nbind_address = 127.0.0.1\n",
        "/opt/couchdb/etc/local.d/a.ini": "[chttpd]\nport = 5985\nbind_address = any\n",
      },
      listens: ["tcp * 5985"],
    },
    {
      argv: ["/srv/couchdb/bin/couchdb", "-b"],
      files: { "/srv/couchdb/etc/local.ini": "[chttpd]\nbind_address = 0.0.0.0\n" },
      listens: ["? tcp 0.0.0.0 5984"],
    },
  ],
};

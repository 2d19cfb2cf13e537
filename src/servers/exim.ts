import type { Server } from "../model/launch";
import { hasHole, HOLE } from "../model/text";
import { unseen } from "../words/servers";
import { PASSIVE } from "./address";
import { argumentsOf } from "./arguments";
import { unlessWith } from "./background";
import { lastOf, parseIni } from "./ini";
import { NOTHING, serve, type Bind } from "./served";
import { readFile } from "./setting";

/** Debian writes its configuration from the answers in a file of its own; of others nobody has shown what they say. */
export const server: Server = {
  name: "exim",
  programs: ["exim4", "exim"],
  manual: "https://www.exim.org/exim-html-current/doc/html/spec_html/ch-starting_the_daemon_and_the_use_of_network_interfaces.html",
  background: unlessWith("-bdf"),
  listens: (invocation) => {
    const args = argumentsOf(invocation);
    if (!args.some((argument) => /^-bdf?$/.test(argument) || hasHole(argument))) return NOTHING;
    const [own, answers] = ["/etc/exim4/exim4.conf", "/etc/exim4/update-exim4.conf.conf"].map((name) => readFile(invocation, name));
    const found = lastOf(parseIni(answers?.text ?? ""), "dc_local_interfaces");
    const given = args.some((argument) => /^-(oX|C|D)/.test(argument) || hasHole(argument));
    const isWritten = own?.text === null && found !== undefined;
    const words = (found?.value ?? "").split(/\s*;\s*/).filter((word) => word !== "");
    const binds = (words.length > 0 ? words : ["*"]).map((word): Bind => {
      const [, host = word, port = "25"] = /^(.*?)\.(\d+)$/.exec(/^[\d.]+$/.test(word) && word.split(".").length < 5 ? "" : word) ?? [];
      return {
        host: isWritten ? host : HOLE,
        port: isWritten ? port : null,
        says: isWritten ? found.says : "",
        from: isWritten ? "file" : "default",
      };
    });
    return serve("exim", PASSIVE, binds, [
      ...(own?.doubts ?? []),
      ...(answers?.doubts ?? []),
      ...(isWritten ? [] : [unseen.file("/etc/exim4/exim4.conf")]),
      ...(given ? [unseen.argument("exim4")] : []),
    ]);
  },
  packaged: [
    {
      family: "deb",
      packages: ["exim4-daemon-light", "exim4-daemon-heavy", "exim4"],
      units: ["exim4"],
      // Of its init script.
      service: [
        "EnvironmentFile=-/etc/default/exim4",
        "ExecStart=/usr/sbin/exim4 -bd -q30m $COMMONOPTIONS $QUEUERUNNEROPTIONS $SMTPLISTENEROPTIONS",
      ],
      files: {
        "/etc/default/exim4": "COMMONOPTIONS=''\nQUEUERUNNEROPTIONS=''\nSMTPLISTENEROPTIONS=''\n",
        "/etc/exim4/exim4.conf": null,
        "/etc/exim4/update-exim4.conf.conf": "dc_local_interfaces='127.0.0.1 ; ::1'\n",
      },
      // Of the scripts of exim4-config 4.96.
      answers: [
        {
          question: "exim4/dc_eximconfig_configtype",
          file: "/etc/exim4/update-exim4.conf.conf",
          line: (answer) =>
            hasHole(answer) || answer.startsWith("internet site") ? `dc_local_interfaces='${hasHole(answer) ? HOLE : ""}'` : null,
        },
        {
          question: "exim4/dc_local_interfaces",
          file: "/etc/exim4/update-exim4.conf.conf",
          line: (answer) => `dc_local_interfaces='${answer}'`,
        },
      ],
    },
  ],
  examples: [
    {
      argv: ["exim4", "-bd", "-q30m"],
      files: { "/etc/exim4/update-exim4.conf.conf": "dc_local_interfaces='127.0.0.1 ; ::1 ; 10.0.0.9.2525'\n" },
      listens: ["tcp 127.0.0.1 25", "tcp [::1] 25", "tcp 10.0.0.9 2525"],
    },
    { argv: ["exim4", "-bdf"], files: { "/etc/exim4/update-exim4.conf.conf": "dc_local_interfaces=''\n" }, listens: ["tcp * 25"] },
    { argv: ["exim4", "-bp"], listens: [] },
  ],
};

import type { Server } from "../model/launch";
import { LIBC } from "./address";
import { hostPort } from "./host-port";

export const server: Server = {
  name: "beanstalkd",
  programs: ["beanstalkd"],
  manual: "https://github.com/beanstalkd/beanstalkd/blob/master/doc/beanstalkd.1",
  once: "-v -h",
  background: false,
  listens: hostPort({
    name: "beanstalkd",
    resolver: LIBC,
    style: "plain",
    taking: "-b -f -u -z -s",
    host: { option: { names: ["-l"] }, default: "0.0.0.0" },
    port: { option: { names: ["-p"] }, default: "11300" },
  }),
  packaged: [
    {
      packages: ["beanstalkd"],
      units: ["beanstalkd"],
      service: [
        "EnvironmentFile=/etc/default/beanstalkd",
        "ExecStart=/usr/bin/beanstalkd -l ${BEANSTALKD_LISTEN_ADDR} -p ${BEANSTALKD_LISTEN_PORT} $BEANSTALKD_EXTRA",
      ],
      files: { "/etc/default/beanstalkd": "BEANSTALKD_LISTEN_ADDR=127.0.0.1\nBEANSTALKD_LISTEN_PORT=11300\n" },
    },
  ],
  examples: [
    { argv: ["beanstalkd"], listens: ["tcp 0.0.0.0 11300"] },
    { argv: ["beanstalkd", "-l", "127.0.0.1", "-p", "11301"], listens: ["tcp 127.0.0.1 11301"] },
    { argv: ["beanstalkd", "-v"], listens: [] },
  ],
};

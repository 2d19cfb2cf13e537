import { launcher } from "../../src/launch";

const SERVE = "python3 -m http.server 8640";
const RC_LOCAL = `cat > /etc/rc.local <<'X'\n#!/bin/sh\n${SERVE} &\nX\nchmod +x /etc/rc.local`;

/** What a launch is not sure of has a name, if all that it runs is written down. */
test.each<[string, string, readonly string[]]>([
  ["rc.local", RC_LOCAL, ["/etc/rc.local"]],
  ["rc.local, and a reboot", `${RC_LOCAL}\nreboot`, ["/etc/rc.local"]],
  ["a line of a crontab", `echo '@reboot root ${SERVE}' > /etc/cron.d/serve`, ["@reboot of a crontab"]],
  ["a crontab", `echo '@reboot ${SERVE}' | crontab -`, ["@reboot of a crontab"]],
  ["a job", `echo '* * * * * root /srv/start.sh' > /etc/cron.d/serve\nprintf '${SERVE}' > /srv/start.sh`, ["/etc/cron.d/serve"]],
  ["at once", `${SERVE} &`, []],
])("%s", (_name, text, expected) => {
  const { unknowns } = launcher.userData(`#!/bin/bash\n${text}\n`, "deb");
  expect(unknowns.map(({ what }) => what)).toEqual(expected);
});

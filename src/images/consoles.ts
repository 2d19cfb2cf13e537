import { image, scripted, type Image } from "./image";

const kibana = scripted("/bin/tini", "", {
  command: ["kibana-docker"],
  files: { "/usr/share/kibana/config/kibana.yml": 'server.host: "0.0.0.0"\n' },
  exposes: [5601],
});

/** https://jupyter-docker-stacks.readthedocs.io/en/latest/using/common.html */
const notebook: Image = scripted(
  "/usr/local/bin/start.sh",
  `case "$1" in
  "") set -- jupyter lab --ip=0.0.0.0 --port="\${JUPYTER_PORT:-8888}" ;;
  start-notebook.* | start-singleuser.*) shift; set -- jupyter lab --ip=0.0.0.0 --port="\${JUPYTER_PORT:-8888}" "$@" ;;
esac`,
  { command: ["start-notebook.sh"], cwd: "/home/jovyan", exposes: [8888] },
);
const NOTEBOOKS = ["base", "minimal", "scipy", "datascience", "tensorflow", "pytorch", "pyspark", "all-spark", "r"];

/** What is not set stays as the two programs have it. */
const GITEA = `#!/bin/sh
if [ -n "$SSH_LISTEN_PORT" ]; then set -- -p "$SSH_LISTEN_PORT"; else set --; fi
/usr/sbin/sshd -D "$@" &
if [ -n "$HTTP_PORT" ]; then set -- -p "$HTTP_PORT"; else set --; fi
exec gitea web -c /data/gitea/conf/app.ini "$@"
`;

/** With the ssh server of the system; without root it brings its own. https://docs.gitea.com/installation/install-with-docker */
const gitea: Image = (tag) =>
  tag === null
    ? null
    : tag.includes("rootless")
      ? scripted("/usr/local/bin/docker-entrypoint.sh", "", {
          command: ["gitea", "-c", "/etc/gitea/app.ini", "web"],
          environment: { GITEA_APP_INI: "/etc/gitea/app.ini" },
          files: { "/etc/gitea/app.ini": "[server]\nSTART_SSH_SERVER = true\nSSH_LISTEN_PORT = 2222\n" },
          exposes: [2222, 3000],
        })
      : scripted("/usr/bin/entrypoint", "", {
          command: ["/bin/s6-svscan", "/etc/s6"],
          environment: { GITEA_CUSTOM: "/data/gitea" },
          files: {
            "/bin/s6-svscan": GITEA,
            "/etc/ssh/sshd_config": "",
            "/data/gitea/conf/app.ini": "",
          },
          exposes: [22, 3000],
        });

export const CONSOLES: Readonly<Record<string, Image>> = {
  kibana,
  "opensearchproject/opensearch-dashboards": scripted("/usr/share/opensearch-dashboards/opensearch-dashboards-docker-entrypoint.sh", "", {
    command: ["opensearch-dashboards"],
    files: { "/usr/share/opensearch-dashboards/config/opensearch_dashboards.yml": 'server.host: "0.0.0.0"\n' },
    exposes: [5601],
  }),
  "sonatype/nexus3": image({
    command: ["/opt/sonatype/nexus/bin/nexus", "run"],
    environment: { NEXUS_DATA: "/nexus-data" },
    files: { "/opt/sonatype/nexus/etc/nexus-default.properties": "", "/nexus-data/etc/nexus.properties": "" },
    exposes: [8081],
  }),
  sonarqube: scripted("/opt/sonarqube/docker/entrypoint.sh", 'set -- sonar.sh console "$@"', {
    files: { "/opt/sonarqube/conf/sonar.properties": "" },
    exposes: [9000],
  }),
  "keycloak/keycloak": image({
    entryPoint: ["/opt/keycloak/bin/kc.sh"],
    files: { "/opt/keycloak/conf/keycloak.conf": "" },
    exposes: [8080, 8443, 9000],
  }),
  "gitea/gitea": gitea,
  "n8nio/n8n": scripted("/docker-entrypoint.sh", 'if [ $# -eq 0 ] || [ "$1" != n8n ]; then set -- n8n "$@"; fi', { exposes: [5678] }),
  "nodered/node-red": image({ entryPoint: ["node-red", "--userDir", "/data"], files: { "/data/settings.js": "" }, exposes: [1880] }),
  "portainer/portainer-ce": image({ entryPoint: ["/portainer"], exposes: [8000, 9000, 9443] }),
  "portainer/portainer-ee": image({ entryPoint: ["/portainer"], exposes: [8000, 9000, 9443] }),
  "codercom/code-server": image({
    entryPoint: ["/usr/bin/entrypoint.sh"],
    files: { "/usr/bin/entrypoint.sh": '#!/bin/sh\nexec code-server --bind-addr 0.0.0.0:8080 . "$@"\n' },
    exposes: [8080],
  }),
  // https://docs.openwebui.com/getting-started/env-configuration/
  "ghcr.io/open-webui/open-webui": image({
    command: ["bash", "start.sh"],
    cwd: "/app/backend",
    files: { "/app/backend/start.sh": '#!/bin/sh\nexec uvicorn open_webui.main:app --host "${HOST:-0.0.0.0}" --port "${PORT:-8080}"\n' },
    exposes: [8080],
  }),
  "ubuntu/squid": scripted("/usr/local/bin/entrypoint.sh", 'exec squid "$@"', {
    command: ["-f", "/etc/squid/squid.conf", "-NYC"],
    files: { "/etc/squid/squid.conf": "http_port 3128\n" },
    exposes: [3128],
  }),
  ...Object.fromEntries(NOTEBOOKS.map((name) => [`jupyter/${name}-notebook`, notebook])),
};

import type { Server } from "../model/launch";

/** A server's names, so that its file is loaded when one of them is met and not before; space-separated, since most are never asked. */
interface Entry {
  readonly programs: string;
  readonly modules: string;
  /** Packages and units of distributions. */
  readonly packaged: string;
  readonly load: () => { readonly server: Server };
}

const entry = (load: Entry["load"], programs: string, modules = "", packaged = ""): Entry => ({ programs, modules, packaged, load });

/** One line for each server; a test holds it against the server's file. */
const SERVERS: readonly Entry[] = [
  entry(() => require("./aiohttp") as typeof import("./aiohttp"), "", "aiohttp.web"),
  entry(
    () => require("./alertmanager") as typeof import("./alertmanager"),
    "alertmanager prometheus-alertmanager",
    "",
    "prometheus-alertmanager alertmanager",
  ),
  entry(() => require("./angular") as typeof import("./angular"), "ng"),
  entry(
    () => require("./apache") as typeof import("./apache"),
    "apache2 httpd apachectl apache2ctl apache2-foreground httpd-foreground",
    "",
    "apache2 libapache2-mod-php httpd mod_ssl",
  ),
  entry(() => require("./astro") as typeof import("./astro"), "astro"),
  entry(() => require("./auditd") as typeof import("./auditd"), "auditd", "", "auditd audit"),
  entry(() => require("./beanstalkd") as typeof import("./beanstalkd"), "beanstalkd", "", "beanstalkd"),
  entry(
    () => require("./blackbox-exporter") as typeof import("./blackbox-exporter"),
    "blackbox_exporter prometheus-blackbox-exporter",
    "",
    "prometheus-blackbox-exporter blackbox-exporter",
  ),
  entry(() => require("./bokeh") as typeof import("./bokeh"), "bokeh panel", "bokeh panel"),
  entry(() => require("./bore") as typeof import("./bore"), "bore"),
  entry(() => require("./bottle") as typeof import("./bottle"), "bottle bottle.py", "bottle"),
  entry(() => require("./bun") as typeof import("./bun"), "bun"),
  entry(() => require("./busybox") as typeof import("./busybox"), "busybox"),
  entry(() => require("./caddy") as typeof import("./caddy"), "caddy", "", "caddy"),
  entry(() => require("./cassandra") as typeof import("./cassandra"), "cassandra", "", "cassandra"),
  entry(() => require("./celery") as typeof import("./celery"), "celery", "celery"),
  entry(() => require("./chainlit") as typeof import("./chainlit"), "chainlit"),
  entry(() => require("./chroma") as typeof import("./chroma"), "chroma"),
  entry(() => require("./chronyd") as typeof import("./chronyd"), "chronyd", "", "chrony chronyd"),
  entry(() => require("./clickhouse") as typeof import("./clickhouse"), "clickhouse-server clickhouse", "", "clickhouse-server"),
  entry(() => require("./cloudflared") as typeof import("./cloudflared"), "cloudflared"),
  entry(() => require("./cockpit") as typeof import("./cockpit"), "cockpit-ws cockpit-tls", "", "cockpit cockpit-ws"),
  entry(() => require("./code-server") as typeof import("./code-server"), "code-server", "", "code-server"),
  entry(() => require("./consul") as typeof import("./consul"), "consul", "", "consul"),
  entry(() => require("./couchdb") as typeof import("./couchdb"), "couchdb", "", "couchdb"),
  entry(() => require("./danted") as typeof import("./danted"), "danted sockd", "", "dante-server danted"),
  entry(() => require("./daphne") as typeof import("./daphne"), "daphne", "daphne"),
  entry(() => require("./dask") as typeof import("./dask"), "dask dask-scheduler"),
  entry(() => require("./deno") as typeof import("./deno"), "deno"),
  entry(() => require("./django") as typeof import("./django"), "django-admin manage.py", "django"),
  entry(() => require("./dnsmasq") as typeof import("./dnsmasq"), "dnsmasq", "", "dnsmasq"),
  entry(() => require("./dockerd") as typeof import("./dockerd"), "dockerd", "", "docker-ce docker docker.io moby-engine"),
  entry(() => require("./dotnet") as typeof import("./dotnet"), "dotnet"),
  entry(() => require("./dovecot") as typeof import("./dovecot"), "dovecot", "", "dovecot-core dovecot dovecot-imapd dovecot-pop3d"),
  entry(() => require("./dramatiq") as typeof import("./dramatiq"), "dramatiq", "dramatiq"),
  entry(() => require("./dropbear") as typeof import("./dropbear"), "dropbear", "", "dropbear"),
  entry(() => require("./elasticsearch") as typeof import("./elasticsearch"), "elasticsearch opensearch", "", "elasticsearch"),
  entry(() => require("./esbuild") as typeof import("./esbuild"), "esbuild"),
  entry(() => require("./etcd") as typeof import("./etcd"), "etcd", "", "etcd etcd-server"),
  entry(() => require("./exim") as typeof import("./exim"), "exim4 exim", "", "exim4-daemon-light exim4-daemon-heavy exim4"),
  entry(() => require("./fastapi") as typeof import("./fastapi"), "fastapi"),
  entry(() => require("./fastify") as typeof import("./fastify"), "fastify"),
  entry(() => require("./flask") as typeof import("./flask"), "flask", "flask"),
  entry(() => require("./frpc") as typeof import("./frpc"), "frpc"),
  entry(() => require("./gatsby") as typeof import("./gatsby"), "gatsby"),
  entry(() => require("./git") as typeof import("./git"), "git"),
  entry(() => require("./gitea") as typeof import("./gitea"), "gitea forgejo"),
  entry(() => require("./gost") as typeof import("./gost"), "gost"),
  entry(
    () => require("./grafana") as typeof import("./grafana"),
    "grafana grafana-server",
    "",
    "grafana grafana-enterprise grafana-server",
  ),
  entry(() => require("./granian") as typeof import("./granian"), "granian", "granian"),
  entry(() => require("./gunicorn") as typeof import("./gunicorn"), "gunicorn gunicorn3", "gunicorn gunicorn.app.wsgiapp"),
  entry(() => require("./haproxy") as typeof import("./haproxy"), "haproxy", "", "haproxy"),
  entry(() => require("./hg") as typeof import("./hg"), "hg"),
  entry(() => require("./http-echo") as typeof import("./http-echo"), "http-echo"),
  entry(() => require("./http-server-python") as typeof import("./http-server-python"), "", "http.server SimpleHTTPServer"),
  entry(() => require("./http-server") as typeof import("./http-server"), "http-server"),
  entry(() => require("./hugo") as typeof import("./hugo"), "hugo"),
  entry(() => require("./hypercorn") as typeof import("./hypercorn"), "hypercorn", "hypercorn"),
  entry(
    () => require("./inetd") as typeof import("./inetd"),
    "inetd inetutils-inetd",
    "",
    "openbsd-inetd inetd telnetd inetutils-telnetd inetutils-inetd",
  ),
  entry(() => require("./influxdb") as typeof import("./influxdb"), "influxd", "", "influxdb influxd influxdb2"),
  entry(() => require("./inlets") as typeof import("./inlets"), "inlets inlets-pro"),
  entry(() => require("./iperf3") as typeof import("./iperf3"), "iperf3"),
  entry(() => require("./java") as typeof import("./java"), "java"),
  entry(() => require("./jekyll") as typeof import("./jekyll"), "jekyll"),
  entry(() => require("./jenkins") as typeof import("./jenkins"), "jenkins jenkins.sh", "", "jenkins"),
  entry(() => require("./json-server") as typeof import("./json-server"), "json-server"),
  entry(
    () => require("./jupyter") as typeof import("./jupyter"),
    "jupyter jupyter-notebook jupyter-lab jupyter-server jupyter-labhub",
    "jupyter notebook jupyterlab jupyter_server",
    "jupyter jupyterlab notebook jupyter-server",
  ),
  entry(() => require("./k3s") as typeof import("./k3s"), "k3s", "", "k3s"),
  entry(() => require("./kafka") as typeof import("./kafka"), "kafka-server-start.sh kafka-server-start"),
  entry(() => require("./keycloak") as typeof import("./keycloak"), "kc.sh"),
  entry(() => require("./kibana") as typeof import("./kibana"), "kibana kibana-docker opensearch-dashboards", "", "kibana"),
  entry(() => require("./kubectl") as typeof import("./kubectl"), "kubectl"),
  entry(() => require("./lighttpd") as typeof import("./lighttpd"), "lighttpd", "", "lighttpd"),
  entry(() => require("./live-server") as typeof import("./live-server"), "live-server"),
  entry(() => require("./llama-server") as typeof import("./llama-server"), "llama-server"),
  entry(() => require("./localtunnel") as typeof import("./localtunnel"), "lt localtunnel"),
  entry(() => require("./locust") as typeof import("./locust"), "locust", "locust"),
  entry(() => require("./memcached") as typeof import("./memcached"), "memcached", "", "memcached"),
  entry(() => require("./minio") as typeof import("./minio"), "minio"),
  entry(() => require("./mlflow") as typeof import("./mlflow"), "mlflow", "mlflow"),
  entry(
    () => require("./mongodb") as typeof import("./mongodb"),
    "mongod mongos",
    "",
    "mongodb-org mongodb-org-server mongod mongodb mongodb-server",
  ),
  entry(() => require("./mosquitto") as typeof import("./mosquitto"), "mosquitto", "", "mosquitto"),
  entry(
    () => require("./mysql") as typeof import("./mysql"),
    "mysqld mysqld_safe mariadbd mariadbd-safe",
    "",
    "mysql-server mysql mysqld mariadb-server default-mysql-server mariadb mysql-community-server",
  ),
  entry(() => require("./n8n") as typeof import("./n8n"), "n8n"),
  entry(() => require("./named") as typeof import("./named"), "named", "", "bind9 named bind"),
  entry(() => require("./nats") as typeof import("./nats"), "nats-server gnatsd"),
  entry(() => require("./nbconvert") as typeof import("./nbconvert"), "jupyter-nbconvert", "nbconvert"),
  entry(() => require("./nc") as typeof import("./nc"), "nc netcat ncat nc.openbsd nc.traditional"),
  entry(() => require("./neo4j") as typeof import("./neo4j"), "neo4j", "", "neo4j neo4j-enterprise"),
  entry(() => require("./next") as typeof import("./next"), "next"),
  entry(() => require("./nexus") as typeof import("./nexus"), "nexus"),
  entry(
    () => require("./nginx") as typeof import("./nginx"),
    "nginx openresty nginx-debug",
    "",
    "nginx nginx-core nginx-full nginx-light nginx-extras nginx-mainline",
  ),
  entry(() => require("./ngrok") as typeof import("./ngrok"), "ngrok"),
  entry(() => require("./nmbd") as typeof import("./nmbd"), "nmbd", "", "nmbd nmb"),
  entry(
    () => require("./node-exporter") as typeof import("./node-exporter"),
    "node_exporter prometheus-node-exporter",
    "",
    "prometheus-node-exporter node-exporter",
  ),
  entry(() => require("./node") as typeof import("./node"), "node nodejs"),
  entry(() => require("./node-red") as typeof import("./node-red"), "node-red node-red-pi"),
  entry(() => require("./ntpd") as typeof import("./ntpd"), "ntpd", "", "ntpsec ntp ntpd"),
  entry(() => require("./ollama") as typeof import("./ollama"), "ollama", "", "ollama"),
  entry(() => require("./openssl") as typeof import("./openssl"), "openssl"),
  entry(() => require("./openvpn") as typeof import("./openvpn"), "openvpn", "", "openvpn openvpn-server openvpn-client"),
  entry(() => require("./parcel") as typeof import("./parcel"), "parcel"),
  entry(() => require("./pgbouncer") as typeof import("./pgbouncer"), "pgbouncer", "", "pgbouncer"),
  entry(() => require("./php-cgi") as typeof import("./php-cgi"), "php-cgi"),
  entry(() => require("./php-fpm") as typeof import("./php-fpm"), "php-fpm", "", "php-fpm"),
  entry(() => require("./php") as typeof import("./php"), "php artisan"),
  entry(() => require("./pinggy") as typeof import("./pinggy"), "pinggy"),
  entry(() => require("./plackup") as typeof import("./plackup"), "plackup"),
  entry(() => require("./portainer") as typeof import("./portainer"), "portainer"),
  entry(() => require("./postfix") as typeof import("./postfix"), "postfix", "", "postfix"),
  entry(
    () => require("./postgres") as typeof import("./postgres"),
    "postgres postmaster",
    "",
    "postgresql postgresql-contrib postgresql-server",
  ),
  entry(() => require("./prometheus") as typeof import("./prometheus"), "prometheus", "", "prometheus"),
  entry(() => require("./puma") as typeof import("./puma"), "puma pumactl"),
  entry(
    () => require("./pushgateway") as typeof import("./pushgateway"),
    "pushgateway prometheus-pushgateway",
    "",
    "prometheus-pushgateway pushgateway",
  ),
  entry(() => require("./python-program") as typeof import("./python-program"), "python python2 python3 pypy pypy3"),
  entry(() => require("./rabbitmq") as typeof import("./rabbitmq"), "rabbitmq-server", "", "rabbitmq-server"),
  entry(() => require("./rackup") as typeof import("./rackup"), "rackup"),
  entry(() => require("./rails") as typeof import("./rails"), "rails"),
  entry(() => require("./react-scripts") as typeof import("./react-scripts"), "react-scripts"),
  entry(
    () => require("./redis") as typeof import("./redis"),
    "redis-server valkey-server keydb-server redis-sentinel",
    "",
    "redis redis-server redis6 valkey valkey-server",
  ),
  entry(() => require("./registry") as typeof import("./registry"), "registry docker-registry", "", "docker-registry"),
  entry(() => require("./resolved") as typeof import("./resolved"), "systemd-resolved", "", "systemd-resolved"),
  entry(() => require("./rpcbind") as typeof import("./rpcbind"), "rpcbind", "", "rpcbind nfs-common nfs-utils"),
  entry(() => require("./rstudio") as typeof import("./rstudio"), "rserver", "", "rstudio-server"),
  entry(() => require("./rsync") as typeof import("./rsync"), "rsync", "", "rsync rsync-daemon rsyncd"),
  entry(() => require("./rsyslog") as typeof import("./rsyslog"), "rsyslogd", "", "rsyslog syslog"),
  entry(() => require("./samba") as typeof import("./samba"), "smbd", "", "samba smbd smb"),
  entry(() => require("./sanic") as typeof import("./sanic"), "sanic", "sanic"),
  entry(() => require("./serve") as typeof import("./serve"), "serve"),
  entry(() => require("./slapd") as typeof import("./slapd"), "slapd", "", "slapd openldap-servers"),
  entry(() => require("./snmpd") as typeof import("./snmpd"), "snmpd", "", "snmpd net-snmp"),
  entry(() => require("./socat") as typeof import("./socat"), "socat"),
  entry(() => require("./solr") as typeof import("./solr"), "solr solr-foreground solr-fg solr-precreate solr-demo"),
  entry(() => require("./sonarqube") as typeof import("./sonarqube"), "sonar.sh sonarqube.sh"),
  entry(() => require("./sqlservr") as typeof import("./sqlservr"), "sqlservr", "", "mssql-server"),
  entry(() => require("./squid") as typeof import("./squid"), "squid squid3", "", "squid squid-openssl"),
  entry(() => require("./ssh") as typeof import("./ssh"), "ssh autossh"),
  entry(() => require("./sshd") as typeof import("./sshd"), "sshd", "", "openssh-server ssh sshd"),
  entry(() => require("./starman") as typeof import("./starman"), "starman"),
  entry(() => require("./streamlit") as typeof import("./streamlit"), "streamlit", "streamlit"),
  entry(() => require("./stunnel") as typeof import("./stunnel"), "stunnel stunnel4"),
  entry(() => require("./syncthing") as typeof import("./syncthing"), "syncthing", "", "syncthing"),
  entry(() => require("./tailscale") as typeof import("./tailscale"), "tailscale"),
  entry(() => require("./tensorboard") as typeof import("./tensorboard"), "tensorboard", "tensorboard.main"),
  entry(() => require("./thin") as typeof import("./thin"), "thin"),
  entry(() => require("./tinyproxy") as typeof import("./tinyproxy"), "tinyproxy", "", "tinyproxy"),
  entry(() => require("./tomcat") as typeof import("./tomcat"), "catalina.sh startup.sh", "", "tomcat9 tomcat10 tomcat11"),
  entry(() => require("./traefik") as typeof import("./traefik"), "traefik"),
  entry(() => require("./transmission") as typeof import("./transmission"), "transmission-daemon", "", "transmission-daemon"),
  entry(() => require("./ttyd") as typeof import("./ttyd"), "ttyd"),
  entry(() => require("./turnserver") as typeof import("./turnserver"), "turnserver", "", "coturn"),
  entry(() => require("./unbound") as typeof import("./unbound"), "unbound", "", "unbound"),
  entry(() => require("./unicorn") as typeof import("./unicorn"), "unicorn unicorn_rails"),
  entry(() => require("./uvicorn") as typeof import("./uvicorn"), "uvicorn", "uvicorn"),
  entry(() => require("./uwsgi") as typeof import("./uwsgi"), "uwsgi uwsgi_python3 uwsgi-core pyuwsgi", "uwsgi pyuwsgi"),
  entry(() => require("./varnish") as typeof import("./varnish"), "varnishd", "", "varnish"),
  entry(() => require("./vault") as typeof import("./vault"), "vault bao", "", "vault"),
  entry(() => require("./verdaccio") as typeof import("./verdaccio"), "verdaccio"),
  entry(() => require("./vite") as typeof import("./vite"), "vite"),
  entry(() => require("./vllm") as typeof import("./vllm"), "vllm", "vllm.entrypoints.openai.api_server"),
  entry(() => require("./vnc") as typeof import("./vnc"), "Xvnc Xtigervnc Xtightvnc vncserver tigervncserver tightvncserver"),
  entry(() => require("./vsftpd") as typeof import("./vsftpd"), "vsftpd", "", "vsftpd"),
  entry(() => require("./waitress") as typeof import("./waitress"), "waitress-serve", "waitress"),
  entry(() => require("./webpack") as typeof import("./webpack"), "webpack webpack-dev-server webpack-cli"),
  entry(() => require("./websockify") as typeof import("./websockify"), "websockify novnc_proxy novnc", "websockify"),
  entry(() => require("./whoami") as typeof import("./whoami"), "whoami"),
  entry(() => require("./wireguard") as typeof import("./wireguard"), "wg-quick wg", "", "wireguard wireguard-tools wg-quick"),
  entry(() => require("./wrangler") as typeof import("./wrangler"), "wrangler"),
  entry(() => require("./x11vnc") as typeof import("./x11vnc"), "x11vnc"),
  entry(() => require("./xrdp") as typeof import("./xrdp"), "xrdp", "", "xrdp"),
  entry(
    () => require("./zookeeper") as typeof import("./zookeeper"),
    "zkServer.sh zookeeper-server-start.sh zookeeper-server-start",
    "",
    "zookeeperd zookeeper",
  ),
  entry(() => require("./zrok") as typeof import("./zrok"), "zrok"),
];

const wordsOf = (text: string): readonly string[] => (text === "" ? [] : text.split(" "));

/** Finds an entry by one kind of its names; made when it is first asked. */
function finder(kind: "programs" | "modules" | "packaged"): (name: string) => Entry | undefined {
  let found: Map<string, Entry> | undefined;
  return (name) => (found ??= new Map(SERVERS.flatMap((one) => wordsOf(one[kind]).map((word) => [word, one] as const)))).get(name);
}

const byProgram = finder("programs");
const byModule = finder("modules");
const byPackage = finder("packaged");

/** The server that an executable is, by its name with or without its path and version: `/usr/sbin/php-fpm8.2`, `python3.12`. */
export function serverFor(program: string): Server | undefined {
  const name = program.slice(program.lastIndexOf("/") + 1);
  return (byProgram(name) ?? byProgram(unversioned(name)))?.load().server;
}

/** The server behind `python -m MODULE`. */
export const serverForModule = (module: string): Server | undefined => byModule(module)?.load().server;

/** The server that a package installs or a unit starts: `nginx`, `redis-server.service`, `postgresql-15`. */
export function packagedAs(name: string): Server | undefined {
  const plain = name.replace(/\.(service|socket)$/, "").replace(/@[^@]*$/, "");
  return (byPackage(plain) ?? byPackage(unversioned(plain)))?.load().server;
}

/** The name of a program, package or unit without its version: `postgresql15-server`, `php8.2-fpm`, `redis6`. */
export const unversioned = (name: string): string => name.replace(/[-.]?\d+(\.\d+)*(?=-|$)/, "");

/** One name for each server, for help and documentation; loads them all. */
export const serverNames = (): readonly string[] => SERVERS.map(({ load }) => load().server.name).sort();

/** All of them, for the tests that hold their own examples against them. */
export const allServers = (): readonly (Server & {
  readonly listed: Readonly<Record<"programs" | "modules" | "packaged", readonly string[]>>;
})[] =>
  SERVERS.map(({ load, programs, modules, packaged }) => ({
    ...load().server,
    listed: { programs: wordsOf(programs), modules: wordsOf(modules), packaged: wordsOf(packaged) },
  }));

import type { ImageStart } from "../model/launch";
import { HOLE } from "../model/text";
import { ENTRY, image, optionsOf, scripted, type Image } from "./image";

/** The entry point binds all addresses unless the arguments or their file bind something. https://github.com/docker-library/mongo */
const MONGO = `${optionsOf("mongod")}
if [ "$1" = mongod ]; then
  bound=no
  for argument in "$@"; do
    case "$argument" in
      --bind_ip*) bound=yes ;;
      *.conf | *.yml | *.yaml) if grep -q bindIp "\${argument#--config=}"; then bound=yes; fi ;;
    esac
  done
  if [ "$bound" = no ]; then set -- "$@" --bind_ip_all; fi
fi`;

/**
 * Where there is no database yet, initdb takes the image's sample of a configuration. From 18 on the image has another place for it, and
 * does not start with a mount at the former one. https://github.com/docker-library/postgres/pull/1259
 */
const POSTGRES = `${optionsOf("postgres")}
if [ "$1" = postgres ] && { [ ! -f "$PGDATA/PG_VERSION" ] || [ ! -s "$PGDATA/PG_VERSION" ]; }; then
  if [ "$PGDATA" = "/var/lib/postgresql/$PG_MAJOR/docker" ]; then
    case "$(cat /proc/mounts)" in *" /var/lib/postgresql/data "*) exit 1 ;; esac
  fi
  echo "listen_addresses = '*'" > "$PGDATA/postgresql.conf"
  echo > "$PGDATA/postgresql.auto.conf"
fi`;

/** Images made of it name its version behind their own: `pg17`, `2.21.0-pg16`. */
const postgresMajor = (tag: string | null): string =>
  tag === null
    ? HOLE
    : (/(?:^|-)pg(\d+)/.exec(tag)?.[1] ?? /^\d+(?=$|[.-])/.exec(tag)?.[0] ?? (/^(latest|alpine|bookworm|trixie)/.test(tag) ? "18" : HOLE));

const postgres: Image = (tag) => {
  const major = postgresMajor(tag);
  const data = Number(major) >= 18 ? `/var/lib/postgresql/${major}/docker` : "/var/lib/postgresql/data";
  return scripted(ENTRY, POSTGRES, {
    command: ["postgres"],
    environment: { PG_MAJOR: major, PGDATA: data },
    // The image has no database, there and where its documentation puts one within a mounted disk.
    files: { [`${data}/PG_VERSION`]: "", "/var/lib/postgresql/data/PG_VERSION": "", "/var/lib/postgresql/data/pgdata/PG_VERSION": "" },
    exposes: [5432],
  });
};

const redis = (server: string): Image =>
  scripted(ENTRY, `case "$1" in -* | *.conf) set -- ${server} "$@" ;; esac`, { command: [server], cwd: "/data", exposes: [6379] });

/** The image's own option files say nothing of addresses. */
const mysql = (server: string, environment: ImageStart["environment"]): ImageStart =>
  scripted(ENTRY, optionsOf(server), {
    command: [server],
    environment,
    files: { "/etc/my.cnf": "[mysqld]\n", "/etc/mysql/my.cnf": "!includedir /etc/mysql/conf.d/\n" },
    exposes: [3306],
  });

/** What the image says of its release; `latest`, `lts` and `innovation` are later than 8. https://github.com/docker-library/mysql */
const release = (tag: string | null): string => (tag === null ? HOLE : (/^\d+(\.\d+)?/.exec(tag)?.[0] ?? "8.4"));

const elastic = (name: string): Image =>
  scripted(ENTRY, `case "$1" in -* | eswrapper | opensearch-docker-entrypoint.sh) set -- ${name} "$@" ;; esac`, {
    command: [name],
    cwd: `/usr/share/${name}`,
    files: { [`/usr/share/${name}/config/${name}.yml`]: "network.host: 0.0.0.0\n" },
    exposes: [9200, 9300],
  });

export const DATABASES: Readonly<Record<string, Image>> = {
  redis: redis("redis-server"),
  "valkey/valkey": redis("valkey-server"),
  postgres,
  "pgvector/pgvector": postgres,
  "postgis/postgis": postgres,
  "timescale/timescaledb": postgres,
  mysql: (tag) => mysql("mysqld", { MYSQL_MAJOR: release(tag) }),
  mariadb: mysql("mariadbd", { MARIADB_VERSION: HOLE }),
  mongo: scripted(ENTRY, MONGO, { command: ["mongod"], exposes: [27017] }),
  memcached: scripted(ENTRY, optionsOf("memcached"), { command: ["memcached"], exposes: [11211] }),
  elasticsearch: elastic("elasticsearch"),
  "opensearchproject/opensearch": elastic("opensearch"),
  rabbitmq: (tag) =>
    tag === null
      ? null
      : scripted(ENTRY, "", {
          command: ["rabbitmq-server"],
          // The management tags enable the plug-in whose console is on 15672.
          files: {
            "/etc/rabbitmq/enabled_plugins": tag.includes("management")
              ? "[rabbitmq_management,rabbitmq_prometheus]."
              : "[rabbitmq_prometheus].",
          },
          exposes: [4369, 5671, 5672, 15691, 15692, 25672],
        }),
  influxdb: scripted("/entrypoint.sh", optionsOf("influxd"), { command: ["influxd"], exposes: [8086] }),
  nats: image({
    entryPoint: ["/nats-server"],
    command: ["--config", "nats-server.conf"],
    files: { "/nats-server.conf": "port: 4222\nmonitor_port: 8222\ncluster {\n  port: 6222\n}\n" },
    exposes: [4222, 6222, 8222],
  }),
  // From 2.0 on a configuration without a listener is loopback; the file of 2.1 has one, that of 1.x needs none.
  "eclipse-mosquitto": (tag) =>
    scripted("/docker-entrypoint.sh", "", {
      command: ["/usr/sbin/mosquitto", "-c", "/mosquitto/config/mosquitto.conf"],
      files: tag?.startsWith("2.0") === true ? { "/mosquitto/config/mosquitto.conf": "" } : {},
      exposes: [1883],
    }),
  "minio/minio": scripted("/usr/bin/docker-entrypoint.sh", 'if [ "$1" != minio ]; then set -- minio "$@"; fi', {
    command: ["minio"],
    exposes: [9000],
  }),
};

import type { ImageStart } from "../model/launch";
import { HOLE } from "../model/text";
import { image, type Image } from "./image";

/**
 * One script makes the files with which another starts the server. A configuration that is mounted where they look for one takes the
 * place of what they make. https://github.com/bitnami/containers
 * @param run its last line; `"$@"` are arguments that stand after the script
 * @param mounted where they look
 * @param own what is run where one is mounted
 */
function bitnami(name: string, run: string, mounted = "", own = "", environment: Readonly<Record<string, string>> = {}): ImageStart {
  const folder = `/opt/bitnami/scripts/${name}`;
  const choice = mounted === "" ? "" : `if [ -s ${mounted} ]; then exec ${own} "$@"; fi\n`;
  return image({
    entryPoint: [`${folder}/entrypoint.sh`],
    command: [`${folder}/run.sh`],
    environment,
    files: {
      [`${folder}/entrypoint.sh`]: '#!/bin/sh\nexec "$@"\n',
      [`${folder}/run.sh`]: `#!/bin/sh\n${choice}${run}\n`,
      ...(mounted === "" ? {} : { [mounted]: "" }),
    },
  });
}

const redis = (name: string, server: string): Image => {
  const [upper, mounted] = [name.toUpperCase(), `/opt/bitnami/${name}/mounted-etc/${name}.conf`];
  return bitnami(
    name,
    `case "\${${upper}_ALLOW_REMOTE_CONNECTIONS:-yes}" in
  1 | [Yy]es | YES | [Tt]rue | TRUE) set -- --bind 0.0.0.0 :: "$@" ;;
  *) set -- --bind 127.0.0.1 "$@" ;;
esac
exec ${server} --port "\${${upper}_PORT_NUMBER:-6379}" "$@"`,
    mounted,
    `${server} ${mounted}`,
  );
};

const postgres = "/bitnami/postgresql/conf/postgresql.conf";
const mongodb = "/opt/bitnami/mongodb/mounted-etc/mongodb.conf";
const nginx = "/opt/bitnami/nginx/conf/nginx.conf";
const mysql = (name: string, server: string, environment: Readonly<Record<string, string>>): Image => {
  const [upper, mounted] = [name.toUpperCase(), `/opt/bitnami/${name}/conf/my_custom.cnf`];
  const set = `--port="\${${upper}_PORT_NUMBER:-3306}" --bind-address=0.0.0.0`;
  return bitnami(name, `exec ${server} --no-defaults ${set} "$@"`, mounted, `${server} --defaults-file=${mounted} ${set}`, environment);
};

const rabbitmq = bitnami("rabbitmq", 'RABBITMQ_NODE_PORT="${RABBITMQ_NODE_PORT_NUMBER:-5672}" exec rabbitmq-server "$@"');

export const BITNAMI: Readonly<Record<string, Image>> = {
  "bitnami/redis": redis("redis", "redis-server"),
  "bitnami/valkey": redis("valkey", "valkey-server"),
  "bitnami/postgresql": bitnami(
    "postgresql",
    `exec postgres -c listen_addresses='*' -p "\${POSTGRESQL_PORT_NUMBER:-5432}" "$@"`,
    postgres,
    `postgres --config-file=${postgres}`,
  ),
  "bitnami/mysql": mysql("mysql", "mysqld", { MYSQL_MAJOR: HOLE }),
  "bitnami/mariadb": mysql("mariadb", "mariadbd", {}),
  "bitnami/mongodb": bitnami(
    "mongodb",
    `exec mongod --bind_ip_all --port "\${MONGODB_PORT_NUMBER:-27017}" "$@"`,
    mongodb,
    `mongod --config=${mongodb}`,
  ),
  "bitnami/memcached": bitnami(
    "memcached",
    `if [ -n "$MEMCACHED_LISTEN_ADDRESS" ]; then set -- -l "$MEMCACHED_LISTEN_ADDRESS" "$@"; fi
exec memcached -p "\${MEMCACHED_PORT_NUMBER:-11211}" "$@"`,
  ),
  "bitnami/kafka": bitnami(
    "kafka",
    `exec kafka-server-start.sh /opt/bitnami/kafka/config/server.properties --override "listeners=\${KAFKA_CFG_LISTENERS:-PLAINTEXT://:9092,CONTROLLER://:9093}" "$@"`,
    "/bitnami/kafka/config/server.properties",
    "kafka-server-start.sh /bitnami/kafka/config/server.properties",
  ),
  "bitnami/rabbitmq": {
    ...rabbitmq,
    files: { ...rabbitmq.files, "/etc/rabbitmq/rabbitmq.conf": "", "/etc/rabbitmq/enabled_plugins": "[rabbitmq_management]." },
  },
  "bitnami/nginx": bitnami("nginx", `exec nginx -c ${nginx} -g "daemon off;" "$@"`),
};

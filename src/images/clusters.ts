import { ENTRY, image, optionsOf, scripted, type Image } from "./image";

/**
 * Without `KAFKA_LISTENERS` it listens on the ports that it tells its clients, on every address; with no variable at all on those of
 * its own file. https://github.com/apache/kafka/tree/trunk/docker
 */
const kafka = (script: string, usual: string): Image =>
  image({
    command: [script],
    files: {
      [script]: `#!/bin/sh
if [ -z "$KAFKA_LISTENERS" ] && [ -n "$KAFKA_ADVERTISED_LISTENERS" ]; then
  KAFKA_LISTENERS=$(echo "$KAFKA_ADVERTISED_LISTENERS" | sed 's|://[^:]*:|://0.0.0.0:|g')
fi
if [ -n "$KAFKA_JMX_PORT" ]; then
  jmx=-Dcom.sun.management.jmxremote
  export KAFKA_JMX_OPTS="$KAFKA_JMX_OPTS $jmx.port=$KAFKA_JMX_PORT $jmx.rmi.port=$KAFKA_JMX_PORT"
fi
exec kafka-server-start.sh /etc/kafka/server.properties --override "listeners=\${KAFKA_LISTENERS:-${usual}}"
`,
    },
    exposes: [9092],
  });

/** The address among the nodes is the container's own. https://github.com/docker-library/cassandra */
const CASSANDRA = `case "$1" in "" | -*) set -- cassandra -f "$@" ;; esac
if [ "$1" = cassandra ]; then
  listen="\${CASSANDRA_LISTEN_ADDRESS:-auto}"
  if [ "$listen" = auto ]; then listen=$(hostname -i); fi
  echo "rpc_address: \${CASSANDRA_RPC_ADDRESS:-0.0.0.0}" > "$CASSANDRA_CONF/cassandra.yaml"
  echo "listen_address: $listen" >> "$CASSANDRA_CONF/cassandra.yaml"
fi`;

/** https://github.com/31z4/zookeeper-docker */
const ZOOKEEPER = `echo "admin.enableServer=\${ZOO_ADMINSERVER_ENABLED:-true}" >> "$ZOOCFGDIR/zoo.cfg"
for line in $ZOO_CFG_EXTRA; do echo "$line" >> "$ZOOCFGDIR/zoo.cfg"; done
if [ -n "$ZOO_SERVERS" ]; then echo "server.1=localhost:2888:3888" >> "$ZOOCFGDIR/zoo.cfg"; fi`;

/** https://github.com/ClickHouse/ClickHouse/tree/master/docker/server */
const clickhouse = scripted("/entrypoint.sh", optionsOf("clickhouse-server --config-file=/etc/clickhouse-server/config.xml"), {
  command: ["clickhouse-server", "--config-file=/etc/clickhouse-server/config.xml"],
  files: {
    "/etc/clickhouse-server/config.xml":
      "<clickhouse><http_port>8123</http_port><tcp_port>9000</tcp_port><mysql_port>9004</mysql_port><postgresql_port>9005</postgresql_port><interserver_http_port>9009</interserver_http_port></clickhouse>\n",
    "/etc/clickhouse-server/config.d/docker_related_config.xml":
      "<clickhouse><listen_host>::</listen_host><listen_host>0.0.0.0</listen_host></clickhouse>\n",
  },
  exposes: [8123, 9000, 9009],
});

/** Settings come as variables, with `__` for an underscore. https://neo4j.com/docs/operations-manual/current/docker/configuration/ */
const NEO4J = `conf=/var/lib/neo4j/conf/neo4j.conf
echo "server.default_listen_address=\${NEO4J_server_default__listen__address:-\${NEO4J_dbms_default__listen__address:-0.0.0.0}}" >> $conf
echo "server.bolt.listen_address=\${NEO4J_server_bolt_listen__address:-\${NEO4J_dbms_connector_bolt_listen__address:-:7687}}" >> $conf
echo "server.http.listen_address=\${NEO4J_server_http_listen__address:-\${NEO4J_dbms_connector_http_listen__address:-:7474}}" >> $conf
if [ "$1" = neo4j ]; then set -- neo4j console; fi`;

/** https://github.com/etcd-io/etcd/blob/main/Dockerfile */
const etcd = image({ command: ["/usr/local/bin/etcd"], exposes: [2379, 2380] });

export const CLUSTERS: Readonly<Record<string, Image>> = {
  "quay.io/coreos/etcd": etcd,
  "gcr.io/etcd-development/etcd": etcd,
  "apache/kafka": kafka("/etc/kafka/docker/run", "PLAINTEXT://:9092,CONTROLLER://:9093"),
  "apache/kafka-native": kafka("/etc/kafka/docker/run", "PLAINTEXT://:9092,CONTROLLER://:9093"),
  "confluentinc/cp-kafka": kafka("/etc/confluent/docker/run", "PLAINTEXT://:9092"),
  "confluentinc/cp-server": kafka("/etc/confluent/docker/run", "PLAINTEXT://:9092"),
  zookeeper: scripted("/docker-entrypoint.sh", ZOOKEEPER, {
    command: ["zkServer.sh", "start-foreground"],
    environment: { ZOOCFGDIR: "/conf" },
    files: { "/conf/zoo.cfg": "clientPort=2181\n" },
    exposes: [2181, 2888, 3888, 8080],
  }),
  cassandra: scripted("/usr/local/bin/docker-entrypoint.sh", CASSANDRA, {
    command: ["cassandra", "-f"],
    environment: { CASSANDRA_CONF: "/etc/cassandra" },
    exposes: [7000, 7001, 7199, 9042, 9160],
  }),
  "clickhouse/clickhouse-server": clickhouse,
  "yandex/clickhouse-server": clickhouse,
  clickhouse,
  couchdb: scripted("/docker-entrypoint.sh", 'if [ "$1" = couchdb ]; then set -- /opt/couchdb/bin/couchdb "$@"; fi', {
    command: ["/opt/couchdb/bin/couchdb"],
    files: { "/opt/couchdb/etc/default.ini": "", "/opt/couchdb/etc/local.ini": "[chttpd]\nbind_address = any\n" },
    exposes: [4369, 5984, 9100],
  }),
  neo4j: scripted("/startup/docker-entrypoint.sh", NEO4J, {
    command: ["neo4j"],
    files: { "/var/lib/neo4j/conf/neo4j.conf": "" },
    exposes: [7473, 7474, 7687],
  }),
  solr: scripted(ENTRY, 'case "$1" in "" | -*) set -- solr-foreground "$@" ;; esac', {
    command: ["solr-foreground"],
    environment: { SOLR_JETTY_HOST: "0.0.0.0" },
    files: { "/etc/default/solr.in.sh": "" },
    exposes: [8983],
  }),
  // https://mcr.microsoft.com/en-us/artifact/mar/mssql/server/about
  "mcr.microsoft.com/mssql/server": scripted("/opt/mssql/bin/launch_sqlservr.sh", "", {
    command: ["/opt/mssql/bin/sqlservr"],
    files: { "/var/opt/mssql/mssql.conf": "" },
    exposes: [1433],
  }),
};

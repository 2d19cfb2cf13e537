/** What an archive that a program's makers publish holds, as far as it decides where the program listens. */
export interface Release {
  /** The folder that all of it lies in; several where they call it the one or the other. */
  readonly folders: readonly string[];
  /** By their paths in that folder; null: the archive has none. */
  readonly files: Readonly<Record<string, string | null>>;
  /** Files that it reads first, and that nobody else brings. */
  readonly absent: readonly string[];
}

interface Published extends Pick<Release, "files"> {
  readonly address: RegExp;
  /** By the archive's name without its ending; absent: that is it. */
  readonly folders?: (name: string) => Release["folders"];
  readonly absent?: Release["absent"];
}

const KRAFT = "process.roles=broker,controller\nlisteners=PLAINTEXT://:9092,CONTROLLER://:9093\ncontroller.listener.names=CONTROLLER\n";
const ZOOKEEPER = "dataDir=/tmp/zookeeper\nclientPort=2181\nmaxClientCnxns=0\nadmin.enableServer=false\n";
const CONNECTOR = `<Server port="8005" shutdown="SHUTDOWN">
  <Service name="Catalina">
    <Connector port="8080" protocol="HTTP/1.1"
               connectionTimeout="20000"
               redirectPort="8443" />
  </Service>
</Server>
`;

/** Their lines are those of the releases, without what says nothing of addresses. */
const PUBLISHED: readonly Published[] = [
  {
    address: /^https?:\/\/(\w+\.)?apache\.org\/(dist\/)?kafka\/[\d.]+\/kafka_[\d.]+-[23]\.[\d.]+\.tgz$/,
    files: {
      "config/server.properties": "broker.id=0\n#listeners=PLAINTEXT://:9092\nlog.dirs=/tmp/kafka-logs\nzookeeper.connect=localhost:2181\n",
      "config/zookeeper.properties": ZOOKEEPER,
      "config/kraft/server.properties": KRAFT,
    },
  },
  {
    address: /^https?:\/\/(\w+\.)?apache\.org\/(dist\/)?kafka\/[\d.]+\/kafka_[\d.]+-4\.[\d.]+\.tgz$/,
    files: { "config/server.properties": KRAFT },
  },
  {
    // Those before have a connector for AJP besides. https://tomcat.apache.org/tomcat-9.0-doc/changelog.html#Tomcat_9.0.31_(markt)
    address:
      /^https?:\/\/(\w+\.)?apache\.org\/(dist\/)?tomcat\/tomcat-\d+\/v[\d.]+\/bin\/apache-tomcat-(9\.0\.(3[1-9]|[4-9]\d|\d{3})|1[01]\.[\d.]+)\.(tar\.gz|zip)$/,
    files: { "conf/server.xml": CONNECTOR },
  },
  {
    address: /^https?:\/\/(\w+\.)?apache\.org\/(dist\/)?zookeeper\/zookeeper-[\d.]+\/apache-zookeeper-[\d.]+-bin\.tar\.gz$/,
    files: { "conf/zoo_sample.cfg": "tickTime=2000\ninitLimit=10\nsyncLimit=5\ndataDir=/tmp/zookeeper\nclientPort=2181\n" },
  },
  {
    address: /^https?:\/\/(\w+\.)?apache\.org\/(dist\/)?(lucene\/)?solr\/(solr\/)?[\d.]+\/solr-[\d.]+\.(tgz|zip)$/,
    files: { "bin/solr.in.sh": '#SOLR_PORT=8983\n#SOLR_JETTY_HOST="127.0.0.1"\n' },
    absent: ["/etc/default/solr.in.sh"],
  },
  {
    address: /^https:\/\/artifacts\.elastic\.co\/downloads\/elasticsearch\/elasticsearch-7\.[\d.]+-linux-\w+\.tar\.gz$/,
    folders: (name) => [name.replace(/-linux-\w+$/, "")],
    files: { "config/elasticsearch.yml": "#network.host: 192.168.0.1\n#http.port: 9200\n" },
  },
  {
    address: /^https:\/\/download\.sonatype\.com\/nexus\/3\/nexus-3[\d.]+-\d+(-\w+)*\.tar\.gz$/,
    folders: (name) => [name.replace(/^(nexus-[\d.]+-\d+).*$/, "$1")],
    files: {
      "etc/nexus-default.properties": "application-port=8081\napplication-host=0.0.0.0\n",
      "../sonatype-work/nexus3/etc/nexus.properties": "",
    },
  },
  {
    address: /^https:\/\/binaries\.sonarsource\.com\/Distribution\/sonarqube\/sonarqube-[\d.]+\.zip$/,
    files: { "conf/sonar.properties": "#sonar.web.host=0.0.0.0\n#sonar.web.port=9000\n" },
  },
  {
    address: /^https:\/\/github\.com\/keycloak\/keycloak\/releases\/download\/[\d.]+\/keycloak-[\d.]+\.(tar\.gz|zip)$/,
    files: { "conf/keycloak.conf": "#http-enabled=true\n#hostname=myhostname\n" },
  },
  {
    address: /^https:\/\/dl\.grafana\.com\/oss\/release\/grafana-[\d.]+\.linux-\w+\.tar\.gz$/,
    folders: (name) => ["", "v"].map((letter) => name.replace(/^grafana-(.*)\.linux-\w+$/, `grafana-${letter}$1`)),
    files: { "conf/defaults.ini": "[server]\nprotocol = http\nhttp_addr =\nhttp_port = 3000\n", "conf/custom.ini": null },
  },
];

/** A download of such an archive; undefined where the address is none of theirs. It stands for what it holds. */
export function releaseAt(address: string): Release | undefined {
  const published = PUBLISHED.find((one) => one.address.test(address));
  if (published === undefined) return undefined;
  const name = address.slice(address.lastIndexOf("/") + 1).replace(/\.(tgz|zip|tar\.gz)$/, "");
  return { folders: published.folders?.(name) ?? [name], files: published.files, absent: published.absent ?? [] };
}

import { launcher } from "../../src/launch";
import { summary } from "./sockets";

const KAFKA = "https://downloads.apache.org/kafka/3.7.2/kafka_2.13-3.7.2.tgz";
const GOT = `curl -O ${KAFKA}\ntar xzf kafka_2.13-3.7.2.tgz -C /opt\nmv /opt/kafka_2.13-3.7.2 /opt/kafka`;
const START = "/opt/kafka/bin/kafka-server-start.sh -daemon /opt/kafka/config/server.properties";
const TOMCAT = "curl -fsSL https://dlcdn.apache.org/tomcat/tomcat-10/v10.1.30/bin/apache-tomcat-10.1.30.tar.gz";
const CONSOLE = ["tcp localhost 8005", "tcp * 8080"];
const GRAFANA = "wget -q https://dl.grafana.com/oss/release/grafana-11.2.0.linux-amd64.tar.gz";

/** What user data lead to that unpack what a program's makers publish. */
test.each<[string, string, readonly string[]]>([
  ["as it comes", `${GOT}\n${START}`, ["tcp * 9092"]],
  [
    "bound by its file",
    `${GOT}\necho 'listeners=PLAINTEXT://127.0.0.1:9095' >> /opt/kafka/config/server.properties\n${START}`,
    ["tcp 127.0.0.1 9095"],
  ],
  [
    "edited",
    `${GOT}\nsed -i 's|^#listeners=.*|listeners=PLAINTEXT://127.0.0.1:9096|' /opt/kafka/config/server.properties\n${START}`,
    ["tcp 127.0.0.1 9096"],
  ],
  [
    "replaced by a file from elsewhere",
    `${GOT}\naws s3 cp s3://acme/server.properties /opt/kafka/config/server.properties\n${START}`,
    ["…"],
  ],
  ["a file that it does not have", `${GOT}\n${START.replace("server.properties", "acme.properties")}`, ["…"]],
  ["downloaded from elsewhere", `${GOT.replace("downloads.apache.org", "files.acme.example")}\n${START}`, ["…"]],
  [
    "downloaded under another name",
    `curl -o /tmp/k.tgz ${KAFKA}\nmkdir /opt/kafka\ntar --strip-components=1 -xzf /tmp/k.tgz -C /opt/kafka\n${START}`,
    ["tcp * 9092"],
  ],
  [
    "downloaded to a folder",
    `wget -P /tmp ${KAFKA}\ncd /opt\ntar xf /tmp/kafka_2.13-3.7.2.tgz\nln -s /opt/kafka_2.13-3.7.2 /opt/kafka\n${START}`,
    ["tcp * 9092"],
  ],
  ["by a pipe", `mkdir /opt/kafka\ncurl -fsSL ${KAFKA} | tar xz --strip 1 -C /opt/kafka\n${START}`, ["tcp * 9092"]],
  [
    "moved by a pattern",
    `wget ${KAFKA}\ntar xf kafka_2.13-3.7.2.tgz\nmkdir /opt/kafka\nmv kafka_2.13-3.7.2/* /opt/kafka/\n${START}`,
    ["tcp * 9092"],
  ],
  [
    "in part",
    `wget ${KAFKA}\ntar xf kafka_2.13-3.7.2.tgz kafka_2.13-3.7.2/bin\n/kafka_2.13-3.7.2/bin/kafka-server-start.sh -daemon /kafka_2.13-3.7.2/config/server.properties`,
    ["…"],
  ],
  ["listed only", `wget ${KAFKA} -P /srv\ntar tf /srv/kafka_2.13-3.7.2.tgz\n${START}`, ["…"]],
  [
    "of its next version",
    `curl -fsSL ${KAFKA.replaceAll("3.7.2", "4.0.0")} | tar xz -C /opt\ncd /opt/kafka_2.13-4.0.0\nbin/kafka-server-start.sh -daemon config/server.properties`,
    ["tcp * 9092", "tcp * 9093"],
  ],
  ["Tomcat", `${TOMCAT} | tar xz -C /opt\n/opt/apache-tomcat-10.1.30/bin/startup.sh`, CONSOLE],
  ["Tomcat by a shell", `${TOMCAT} | tar xz -C /opt\nsh /opt/apache-tomcat-10.1.30/bin/catalina.sh run`, CONSOLE],
  [
    "Tomcat on loopback",
    `${TOMCAT} | tar xz -C /opt\nsed -i 's/port="8080"/port="8081" address="127.0.0.1"/' /opt/apache-tomcat-10.1.30/conf/server.xml\n/opt/apache-tomcat-10.1.30/bin/startup.sh`,
    ["tcp localhost 8005", "tcp 127.0.0.1 8081"],
  ],
  ["Grafana", `${GRAFANA}\ntar xf grafana-11.2.0.linux-amd64.tar.gz\ncd grafana-v11.2.0\n./bin/grafana server &`, ["tcp * 3000"]],
  [
    "Grafana with a file of its own",
    `${GRAFANA}\ntar xf grafana-11.2.0.linux-amd64.tar.gz\ncd grafana-v11.2.0\nprintf '[server]\\nhttp_addr = 127.0.0.1\\n' > conf/custom.ini\n./bin/grafana server &`,
    ["tcp 127.0.0.1 3000"],
  ],
  [
    "ZooKeeper",
    "wget https://archive.apache.org/dist/zookeeper/zookeeper-3.9.2/apache-zookeeper-3.9.2-bin.tar.gz\ntar xf apache-zookeeper-3.9.2-bin.tar.gz\ncd apache-zookeeper-3.9.2-bin\ncp conf/zoo_sample.cfg conf/zoo.cfg\nbin/zkServer.sh start",
    ["tcp * 2181", "? tcp * 8080"],
  ],
  [
    "Solr",
    "wget https://archive.apache.org/dist/lucene/solr/8.11.2/solr-8.11.2.tgz\ntar xf solr-8.11.2.tgz\nsolr-8.11.2/bin/solr start -force",
    ["tcp * 8983"],
  ],
  [
    "Solr of a later version",
    "wget https://www.apache.org/dist/solr/solr/9.6.1/solr-9.6.1.tgz\ntar xf solr-9.6.1.tgz\nsolr-9.6.1/bin/solr start",
    ["tcp 127.0.0.1 8983"],
  ],
  [
    "Elasticsearch",
    "wget https://artifacts.elastic.co/downloads/elasticsearch/elasticsearch-7.17.9-linux-x86_64.tar.gz\ntar xf elasticsearch-7.17.9-linux-x86_64.tar.gz\necho 'network.host: 0.0.0.0' >> elasticsearch-7.17.9/config/elasticsearch.yml\nsu es -c '/elasticsearch-7.17.9/bin/elasticsearch -d'",
    ["tcp * 9200", "tcp * 9300"],
  ],
  [
    "Nexus",
    "wget https://download.sonatype.com/nexus/3/nexus-3.69.0-02-java11-unix.tar.gz\ntar xf nexus-3.69.0-02-java11-unix.tar.gz -C /opt\n/opt/nexus-3.69.0-02/bin/nexus start",
    ["tcp * 8081"],
  ],
  [
    "SonarQube",
    "wget https://binaries.sonarsource.com/Distribution/sonarqube/sonarqube-9.9.4.87374.zip\nunzip -q sonarqube-9.9.4.87374.zip -d /opt\nsu sonar -c '/opt/sonarqube-9.9.4.87374/bin/linux-x86-64/sonar.sh start'",
    ["tcp * 9000"],
  ],
  [
    "Keycloak",
    "wget https://github.com/keycloak/keycloak/releases/download/25.0.4/keycloak-25.0.4.tar.gz\ntar xf keycloak-25.0.4.tar.gz\nkeycloak-25.0.4/bin/kc.sh start-dev --http-port 8181 &",
    ["tcp * 8181"],
  ],
])("%s", (_name, text, expected) => {
  expect(summary(launcher.userData(`#!/bin/bash\n${text}\n`, "deb"))).toEqual(expected);
});

import { launcher } from "../../src/launch";
import { HOLE } from "../../src/model/text";
import { NO_FILES_SEEN } from "../../src/launch/files/tree";
import { environment, invocation, summary } from "./sockets";

const sockets = (script: string): readonly string[] =>
  summary(launcher.command(invocation(["bash", "-c", script], { environment: environment({}), files: NO_FILES_SEEN }))).map((line) =>
    line.replaceAll(HOLE, "<hole>"),
  );

const SERVE = "gunicorn -b ${B:-127.0.0.1}:8117 a";

describe("what is read of a text that nobody knows is not known", () => {
  test.each([
    "B=$(aws ssm get-parameter --name /b --output text | awk '{print $2}')",
    "B=$(grep BIND /opt/app/.env | awk -F= '{print $2}')",
    "B=$(aws s3 cp s3://x/y - | sed 1d)",
    "B=$(aws s3 cp s3://x/y - | sed '/./d')",
    "B=$(aws s3 cp s3://x/y - | sed 's/.*/127.0.0.1/')",
    "B=$(echo $(aws s3 cp s3://x/y -) 127.0.0.1 | awk '{print $2}')",
    "B=$(printf '%s\\n127.0.0.1\\n' $(aws s3 ls) | head -2)",
    "B=$(grep BIND /opt/app/.env | cut -d= -f2)",
    'X=$(aws s3 ls); printf -v B "%s" "$X"',
    'X=$(aws s3 ls); printf -vB "%s" "$X"',
    "X=$(aws s3 ls); A=($X); B=${A[1]}",
    "X=$(aws s3 ls); A=($X 127.0.0.1); B=${A[1]}",
    "export $(cat /opt/app/.env)",
    "export $(grep -v '^#' /opt/app/.env | xargs)",
    "while read k v; do export $k=$v; done < /opt/app/.env",
    'while read k v; do declare -x "$k=$v"; done < /opt/app/.env',
    "read $(cat /opt/app/.names)",
  ])("%s", (script) => {
    expect(sockets(`${script}\n${SERVE}`)).toContainEqual(expect.stringMatching(/^\? tcp <hole> /));
  });
});

describe("what is read of a text that is known is known", () => {
  test.each([
    "B=$(echo 'x 0.0.0.0' | awk '{print $2}')",
    "B=$(echo BIND=0.0.0.0 | awk -F= '{print $2}')",
    "B=$(printf 'x\\n0.0.0.0\\n' | sed 1d)",
    "printf -v B '%s.%s' 0.0 0.0",
    "A=(x 0.0.0.0); B=${A[1]}",
    "echo B=0.0.0.0 > .env; export $(cat .env)",
    "k=B; export $k=0.0.0.0",
    // A part of a word that is not known is no more than that.
    "B=$(echo port=$(aws s3 ls) 0.0.0.0 | awk '{print $2}')",
  ])("%s", (script) => {
    expect(sockets(`${script}\n${SERVE}`)).toEqual(["tcp 0.0.0.0 8117"]);
  });
});

test("a field that a known text has not is empty", () => {
  expect(sockets(`B=$(echo x | awk '{print $2}')\n${SERVE}`)).toEqual(["tcp 127.0.0.1 8117"]);
});

test("a condition on such a text may hold", () => {
  const script = "E=$(aws ssm get-parameter --name /env | awk '{print $2}'); if [ \"$E\" = prod ]; then gunicorn -b 0.0.0.0:8117 a; fi";
  expect(sockets(script)).toEqual(["? tcp 0.0.0.0 8117"]);
});

describe("which system it is, is not known, and no empty text", () => {
  test.each([
    ['. /etc/os-release\n[ "$ID" = amzn ] && B=0.0.0.0', ["? tcp <hole> 8117"]],
    ["source /etc/lsb-release\n[[ $DISTRIB_RELEASE == 24.* ]] && B=0.0.0.0", ["? tcp <hole> 8117"]],
    ['. /etc/os-release\n[ "$OTHER" = amzn ] && B=0.0.0.0', ["tcp 127.0.0.1 8117"]],
    [
      '. /etc/os-release\necho "deb https://example.org/$ID $VERSION_CODENAME main" > /etc/apt/sources.list.d/x.list',
      ["tcp 127.0.0.1 8117"],
    ],
  ])("%s", (script, expected) => {
    expect([...sockets(`${script}\n${SERVE}`)].sort()).toEqual([...expected].sort());
  });
});

const words = (text: string): readonly string[] => text.trim().split(/\s+/);

/** Packages that start no service. */
const NAMES: ReadonlySet<string> = new Set(
  words(`
    acl amazon-cloudwatch-agent amazon-ssm-agent apt-transport-https attr autoconf automake aws-cfn-bootstrap
    aws-xray-daemon awscli azure-cli bat bc bind9-dnsutils bind9-host bison borgbackup build-essential bzip2 cargo
    certbot chrony cloud-init cmake composer containerd containerd.io coreutils cowsay cron curl datadog-agent
    default-mysql-client diffutils dirmngr dkms dnsutils docker-buildx-plugin docker-ce-cli docker-ce-rootless-extras
    docker-compose docker-compose-plugin docker-compose-v2 dos2unix e2fsprogs ec2-instance-connect expect fail2ban
    fd-find ffmpeg figlet file findutils fish flex fzf gdal-bin gdisk gettext gettext-base gh ghostscript go gradle
    graphviz gunicorn gzip haveged helm htop iftop imagemagick iotop iproute2 ipset jq kafkacat kcat kubeadm kubectl
    kubelet kubernetes-cni landscape-common less letsencrypt logrotate lsb-release lsof lvm2 m4 make man-db maven mdadm
    mercurial mlocate mongodb-clients mongodb-org-mongosh mongodb-org-shell mongodb-shell moreutils mosquitto-clients
    mount-s3 mysql-apt-config mytop nano nc ncat ncdu needrestart neofetch neovim nftables nginx-common nmap npm ntpdate
    nvme-cli openssh-client openssl packages-microsoft-prod packer parallel parted patch pipenv pipx pkg-config plocate
    procps psmisc pv rclone re2c rename restic ripgrep rsync rsyslog runc s3fs screen session-manager-plugin siege snapd
    socat software-properties-common sqlite3 strace stress stress-ng subversion sudo supervisor-doc swig sysstat tar
    tcpdump telnet terraform tmux traceroute tree tzdata ufw unattended-upgrades unzip util-linux uuid-runtime uvicorn
    virtualenv wget wkhtmltopdf wkhtmltox xfsprogs xmlstarlet xvfb yarn yq zip zsh zstd
  `),
);

const PREFIXES = words(`
    amazon-corretto ansible apparmor aspnetcore-runtime- bash ca-certificates chromium clang cloud-utils cuda dbus debconf
    default-jdk default-jre device-mapper dotnet- emacs firefox fontconfig fonts- fuse g++ gcc gitlab-runner gnupg golang
    google-chrome gpg iptables iputils- java- kernel language-pack lib linux- llvm locales mariadb-client mongodb-mongosh
    msodbcsql mssql-tools mtr mysql-client mysql-community-client ncurses netcat node nodejs nvidia-container nvidia-driver
    nvidia-headless nvidia-settings nvidia-utils openjdk- p7zip perl policykit postgresql-client ruby rust selinux systemd
    tesseract-ocr texlive vim zlib
`);

const SUFFIXES = words("-keyring -devel -dev -libs -utils -tools");

/** Families of which some start one. */
const FAMILIES = [/^python[\d.]*(-|$)/, /^php[\d.]*(-(?!fpm)|$)/, /^git(-(?!daemon)|$)/];

/** What only tells where others come from: `epel-release`, `mysql-repo-8`. */
const SOURCES = /-(release|repo)(-|$)/;

/** Whether a package starts no service. Others that are not in the catalogue of servers may. */
export function isHarmlessPackage(given: string): boolean {
  const name = given.toLowerCase();
  return (
    NAMES.has(name) ||
    PREFIXES.some((prefix) => name.startsWith(prefix)) ||
    SUFFIXES.some((suffix) => name.endsWith(suffix)) ||
    FAMILIES.some((family) => family.test(name)) ||
    SOURCES.test(name)
  );
}

const words = (text: string): readonly string[] => text.trim().split(/\s+/);

/** Packages that start nothing that answers a network, nor may be told to by a file. */
const NAMES: ReadonlySet<string> = new Set(
  words(`
    acl aide amazon-cloudwatch-agent amazon-ssm-agent anacron apt-transport-https at attr autoconf autofs automake
    aws-cfn-bootstrap aws-xray-daemon awscli azure-cli bat bc bind9-dnsutils bind9-host bison borgbackup btop
    btrfs-progs build-essential buildah bzip2 cargo ceph-common certbot chef chkrootkit chrony clamav cloud-init
    cmake command-not-found composer console-setup containerd containerd.io coreutils cowsay cpufrequtils cron curl
    datadog-agent davfs2 debianutils default-mysql-client dialog diffutils dirmngr dkms dnsutils
    docker-buildx-plugin docker-ce-cli docker-ce-rootless-extras docker-compose docker-compose-plugin
    docker-compose-v2 dos2unix dosfstools duf duplicity e2fsprogs ec2-instance-connect exa expect fail2ban fd-find
    ffmpeg figlet file findutils fish flatpak flex fzf gdal-bin gdisk gettext gettext-base gh ghostscript go gradle
    graphviz gunicorn gzip haveged hdparm helm hey htop httpie iftop imagemagick info iotop iproute2 ipset
    irqbalance jq k6 kafkacat kcat krb5-user kubeadm kubectl kubelet kubernetes-cni landscape-client
    landscape-common less letsencrypt lm-sensors logrotate lsb-release lsof lua5.3 lua5.4 lvm2 lynis m4 make man-db
    maven mdadm mercurial mlocate mongodb-clients mongodb-org-mongosh mongodb-org-shell mongodb-shell moreutils
    mosh mosquitto-clients mount-s3 msmtp mysql-apt-config mytop nano nc ncat ncdu needrestart neofetch neovim
    nftables nginx-common nload nmap npm ntfs-3g ntpdate nvme-cli octave open-iscsi openssh-client openssl osquery
    packages-microsoft-prod packer pandoc parallel parted patch pigz pipenv pipx pkg-config plocate podman procps
    psmisc pssh puppet-agent pv r-base rclone re2c realmd rename restic ripgrep rkhunter rsync rsyslog runc s3fs
    salt-minion screen session-manager-plugin siege skopeo slirp4netns smartmontools smbclient snapd socat
    software-properties-common speedtest-cli sqlite3 sshfs sshpass ssl-cert ssmtp sssd stow strace stress stress-ng
    subversion sudo supervisor-doc swig sysstat tar tasksel tcpdump telnet terraform tmux traceroute tree tripwire
    tuned tzdata ufw uidmap unattended-upgrades unzip util-linux uuid-runtime uvicorn vegeta virtualenv vnstat
    wazuh-agent wget wkhtmltopdf wkhtmltox wrk xfsprogs xmlstarlet xvfb yarn yq zfsutils-linux zip zsh zstd
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

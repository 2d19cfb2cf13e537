const words = (text: string): readonly string[] => text.split(/\s+/).filter((word) => word !== "");

/** Programs that open no socket that others reach: they prepare, and print something. */
const HARMLESS: ReadonlySet<string> = new Set(
  words(`
    apt-cache apt-key apt-mark dpkg-reconfigure add-apt-repository update-alternatives subscription-manager
    amazon-linux-extras easy_install virtualenv venv conda-env gem cargo rustup go javac mvnw gradlew composer cpan cpanm luarocks nvm
    corepack sdk pyenv rbenv
    curl wget svn scp sftp ssh-keyscan ssh-keygen ssh-add ftp tftp dig nslookup host ping traceroute nmap telnet gpg gpg2
    aws az gcloud gsutil helm eksctl terraform tofu pulumi consul-template jq xmllint
    cfn-signal cfn-hup cfn-get-metadata ec2-metadata cloud-init cloud-init-per instance-id
    userdel addgroup groupadd groupmod gpasswd passwd chpasswd chage visudo id whoami groups logname getent loginctl
    hostnamectl timedatectl localectl locale locale-gen date cal ntpdate hwclock sleep uname arch nproc free df du lsblk blkid uptime who w last lscpu lsof
    fuser ps pgrep pidof top htop vmstat iostat ss netstat ifconfig route arp ethtool iwconfig iptables ip6tables iptables-save iptables-restore nft ufw
    firewall-cmd ipset conntrack setenforce getenforce semanage restorecon chcon setsebool sestatus aa-status
    mount umount swapon swapoff mkswap mkfs mkfs.ext4 mkfs.xfs mke2fs resize2fs xfs_growfs growpart parted fdisk sfdisk lvcreate vgcreate pvcreate lvextend
    vgextend dmsetup losetup e2label tune2fs fsck xfs_repair mdadm sync fallocate
    find locate ls dir stat file wc sort uniq tail tac nl paste join comm diff patch cmp md5sum sha1sum sha256sum sha512sum cksum shuf seq expr bc factor
    tput clear reset logger wall script which whereis whatis man info apropos strings hexdump xxd od rev fold fmt column split csplit iconv dos2unix
    gzip gunzip bzip2 bunzip2 xz unxz zstd zcat ar
    kill pkill killall sysctl modprobe lsmod rmmod insmod dmesg journalctl udevadm depmod update-initramfs update-grub grub2-mkconfig grubby dracut
    systemd-tmpfiles systemd-sysusers systemd-escape systemd-analyze systemd-detect-virt machinectl reboot shutdown poweroff halt init telinit
    redis-cli mysql mysqladmin mysqldump mariadb psql createdb createuser pg_isready pg_dump mongo mongosh sqlite3 cqlsh etcdctl rabbitmqctl
    kafka-topics.sh influx htpasswd a2enmod a2dismod a2ensite a2dissite a2enconf a2disconf phpenmod phpdismod nginx-debug-check
    kafka-storage.sh kafka-configs.sh kafka-acls.sh clickhouse-client valkey-cli
    mongodump mongorestore mongoimport mongoexport pg_restore pg_basebackup pgbench neo4j-admin elasticsearch-plugin elasticsearch-users
    elasticsearch-keystore opensearch-plugin grafana-cli mosquitto_passwd mosquitto_pub smbpasswd pdbedit exportfs showmount rclone
    initdb mysql_install_db mariadb-install-db mysql_secure_installation pg_createcluster postgresql-setup
    tsc babel eslint prettier jest pytest tox black flake8 mypy ruff alembic flyway liquibase sequelize prisma knex typeorm
    ldconfig update-ca-certificates update-ca-trust trust alternatives xdg-open fc-cache mandb install-info
    cc gcc g++ clang cmake autoconf automake configure ld strip pkg-config
    arq rq tzselect dbus-send notify-send numfmt timeout-check mktemp readlink realpath yes true false test
    amazon-ssm-agent-setup amazon-cloudwatch-agent-ctl logrotate hostid lsb_release arch-chroot dpkg-query rpmkeys needs-restarting skopeo buildah crane cosign trivy syft
  `),
);

/** Arguments by which some of them serve nevertheless, or run what others name. */
const UNLESS: Readonly<Record<string, string>> = {
  az: "browse tunnel",
  cargo: "r run watch",
  composer: "dev exec run run-script serve start",
  "consul-template": "-exec",
  corepack: "npm pnpm yarn",
  crane: "registry",
  etcdctl: "lock",
  gcloud: "emulators proxy start start-iap-tunnel",
  gem: "server",
  go: "run tool",
  gradlew: "bootRun quarkusDev run",
  helm: "serve",
  mvnw: "jetty:run quarkus:dev spring-boot:run",
  "neo4j-admin": "console start",
  nvm: "exec run",
  prisma: "dev studio",
  pulumi: "up update",
  pyenv: "exec",
  rbenv: "exec",
  rclone: "mount rcd serve --metrics-addr --rc",
  "redis-cli": "bind port protected-mode",
  rustup: "run",
  script: "-c --command",
  terraform: "apply",
  tofu: "apply",
  tox: "-e exec",
  trivy: "server",
  "valkey-cli": "bind port protected-mode",
};

/** The same within an argument: SQL that runs a program. https://www.postgresql.org/docs/current/sql-copy.html */
const UNLESS_WITHIN: Readonly<Record<string, RegExp>> = { psql: /\bprogram\b|\\!/i };

/** Whether a program of the list is started in a way that opens nothing that others reach. */
export function isHarmless(name: string, args: readonly string[]): boolean {
  const unless = Object.hasOwn(UNLESS, name) ? UNLESS[name]?.split(" ") : undefined;
  const within = Object.hasOwn(UNLESS_WITHIN, name) ? UNLESS_WITHIN[name] : undefined;
  if (within !== undefined && args.some((arg) => within.test(arg))) return false;
  return HARMLESS.has(name) && unless?.some((word) => args.some((arg) => says(arg, word))) !== true;
}

/** An argument is a word, or an option that stands with its value or with others: `--command=x`, `-qc`. */
const says = (arg: string, word: string): boolean =>
  arg === word ||
  (word.startsWith("-") && (arg.startsWith(`${word}=`) || (/^-\w$/.test(word) && /^-\w+$/.test(arg) && arg.includes(word.slice(1)))));

/**
 * Programs that stay, take jobs from elsewhere and open nothing, with the commands by which they do; none: with any.
 * https://docs.celeryq.dev/en/stable/reference/cli.html https://python-rq.org/docs/workers/ https://arq-docs.helpmanual.io/
 * https://huey.readthedocs.io/en/latest/consumer.html https://github.com/sidekiq/sidekiq/wiki https://github.com/resque/resque
 */
const WORKERS: Readonly<Record<string, string>> = {
  arq: "",
  celery: "beat events worker",
  huey_consumer: "",
  "huey_consumer.py": "",
  resque: "work",
  "resque-pool": "",
  rq: "cron worker worker-pool",
  rqscheduler: "",
  rqworker: "",
  sidekiq: "",
};

/** Whether a program works on jobs, in the foreground, until somebody ends it. */
export function isWorker(name: string, args: readonly string[]): boolean {
  const commands = Object.hasOwn(WORKERS, name) ? WORKERS[name] : undefined;
  const works = commands !== undefined && (commands === "" || commands.split(" ").some((command) => args.includes(command)));
  return works && !args.some((arg) => arg === "-D" || arg === "--detach");
}

/** Programs that Python modules are as well. */
export const MODULE_PROGRAMS: Readonly<Record<string, string>> = {
  alembic: "alembic",
  arq: "arq",
  celery: "celery",
  "huey.bin.huey_consumer": "huey_consumer",
  rq: "rq",
  "rq.cli": "rq",
};

/** Programs that print nothing. */
export const SILENT: ReadonlySet<string> = new Set(
  words(
    "rmdir chmod chown chgrp chattr setfacl mknod mkfifo groupadd sleep sync swapon mount umount setenforce modprobe hostnamectl timedatectl",
  ),
);

/** Services of stock machine images and packages that open nothing that others reach. */
export const HARMLESS_UNITS: ReadonlySet<string> = new Set(
  words(`
    amazon-ssm-agent snap.amazon-ssm-agent.amazon-ssm-agent amazon-cloudwatch-agent awslogs awslogsd codedeploy-agent cron crond anacron atd rsyslog
    syslog syslog-ng systemd-journald systemd-resolved systemd-networkd systemd-timesyncd systemd-logind systemd-sysctl systemd-modules-load systemd-udevd
    chrony chronyd ntpdate fail2ban ufw iptables ip6tables nftables netfilter-persistent firewalld apparmor auditd dbus polkit networking network NetworkManager
    network-online multipathd irqbalance tuned acpid haveged rngd lvm2-lvmetad unattended-upgrades apt-daily apt-daily-upgrade apt-daily.timer
    dnf-automatic yum-cron snapd snapd.seeded snapd.socket containerd ecs hibinit-agent ec2-instance-connect cloud-init cloud-final cloud-config
    qemu-guest-agent sysstat logrotate certbot certbot-renew smartd autofs nfs-client rpc-statd psacct postfix-check local-fs remote-fs multi-user
    fstrim man-db e2scrub_all motd-news dnf-makecache dpkg-db-backup plocate-updatedb sysstat-collect sysstat-summary systemd-tmpfiles-clean
    phpsessionclean graphical getty serial-getty tmp systemd-user-sessions kdump libstoragemgmt update-motd rc-local lxcfs
  `),
);

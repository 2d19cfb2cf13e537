import { ENTRY, image, optionsOf, scripted, type Image } from "./image";

const NGINX_CONF = "events {}\nhttp {\n  include /etc/nginx/conf.d/*.conf;\n}\n";

/** The entry point adds the IPv6 listener to the file as shipped, and writes what the templates say. https://github.com/nginx/docker-nginx */
const nginx = (port: number): Image =>
  scripted(
    "/docker-entrypoint.sh",
    'for template in /etc/nginx/templates/*.template; do\n  if [ -f "$template" ]; then envsubst < "$template" > "/etc/nginx/conf.d/$(basename "$template" .template)"; fi\ndone',
    {
      command: ["nginx", "-g", "daemon off;"],
      files: {
        "/etc/nginx/nginx.conf": NGINX_CONF,
        "/etc/nginx/conf.d/default.conf": `server {\n  listen ${String(port)};\n  listen [::]:${String(port)};\n}\n`,
      },
      exposes: [port],
    },
  );

/** Apache as Debian packages it, which the PHP images build on. */
const APACHE_FILES = {
  "/etc/apache2/apache2.conf": "Include ports.conf\nIncludeOptional sites-enabled/*.conf\n",
  "/etc/apache2/ports.conf": "Listen 80\n",
  "/etc/apache2/sites-enabled/000-default.conf": "",
};

const FPM_FILES = {
  "/usr/local/etc/php-fpm.conf": "include=etc/php-fpm.d/*.conf\n",
  "/usr/local/etc/php-fpm.d/zz-docker.conf": "[www]\nlisten = 9000\n",
};

/** Applications in PHP: with Apache, unless the tag says FPM. */
const php =
  (script: string, plain: "apache" | "cli"): Image =>
  (tag) => {
    if (tag === null) return null;
    const kind = /\bfpm\b/.exec(tag)?.[0] ?? /\bapache\b/.exec(tag)?.[0] ?? (/\b(cli|zts)\b/.test(tag) ? "cli" : plain);
    const [command, files, exposes] =
      kind === "fpm"
        ? [["php-fpm"], FPM_FILES, [9000]]
        : kind === "apache"
          ? [["apache2-foreground"], APACHE_FILES, [80]]
          : [["php", "-a"], {}, []];
    return scripted(script, optionsOf(kind === "fpm" ? "php-fpm" : kind === "apache" ? "apache2-foreground" : "php"), {
      command,
      files,
      exposes,
      cwd: "/var/www/html",
    });
  };

const TOMCAT = '<Server port="8005"><Service name="Catalina"><Connector port="8080" protocol="HTTP/1.1"/></Service></Server>\n';

export const WEB: Readonly<Record<string, Image>> = {
  nginx: nginx(80),
  "nginxinc/nginx-unprivileged": nginx(8080),
  httpd: image({
    command: ["httpd-foreground"],
    cwd: "/usr/local/apache2",
    files: { "/usr/local/apache2/conf/httpd.conf": "Listen 80\n" },
    exposes: [80],
  }),
  caddy: image({
    command: ["caddy", "run", "--config", "/etc/caddy/Caddyfile", "--adapter", "caddyfile"],
    cwd: "/srv",
    files: { "/etc/caddy/Caddyfile": ":80 {\n  file_server\n}\n" },
    exposes: [80, 443, 2019],
  }),
  // It ships no configuration, which is what an empty one says.
  traefik: scripted("/entrypoint.sh", optionsOf("traefik"), {
    command: ["traefik"],
    files: { "/etc/traefik/traefik.yml": "", "/traefik.yml": "", "/traefik.yaml": "", "/traefik.toml": "" },
    exposes: [80],
  }),
  haproxy: scripted(ENTRY, optionsOf("haproxy"), { command: ["haproxy", "-f", "/usr/local/etc/haproxy/haproxy.cfg"] }),
  "traefik/whoami": image({ entryPoint: ["/whoami"], exposes: [80] }),
  "hashicorp/http-echo": image({ entryPoint: ["/http-echo"], exposes: [5678] }),
  "amazon/amazon-ecs-sample": image({ entryPoint: ["/usr/sbin/apache2", "-D", "FOREGROUND"], files: APACHE_FILES, exposes: [80] }),
  php: php("/usr/local/bin/docker-php-entrypoint", "cli"),
  wordpress: php(ENTRY, "apache"),
  drupal: php("/usr/local/bin/docker-php-entrypoint", "apache"),
  joomla: php("/entrypoint.sh", "apache"),
  nextcloud: php("/entrypoint.sh", "apache"),
  matomo: php("/entrypoint.sh", "apache"),
  phpmyadmin: php("/docker-entrypoint.sh", "apache"),
  "phpmyadmin/phpmyadmin": php("/docker-entrypoint.sh", "apache"),
  adminer: scripted("/usr/local/bin/entrypoint.sh", "", { command: ["php", "-S", "[::]:8080", "-t", "/var/www/html"], exposes: [8080] }),
  tomcat: image({
    command: ["catalina.sh", "run"],
    files: { "/usr/local/tomcat/conf/server.xml": TOMCAT },
    environment: { CATALINA_HOME: "/usr/local/tomcat" },
    exposes: [8080],
  }),
};

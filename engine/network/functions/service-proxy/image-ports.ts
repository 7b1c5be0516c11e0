import type { Container } from "../../../api/core/pod.ts";

/** What well-known images listen on as they come (the EXPOSE of their public images), by the last part of their name. */
const PORTS: Readonly<Record<string, readonly number[]>> = {
  adminer: [8080],
  caddy: [80, 443],
  echoserver: [8080],
  elasticsearch: [9200, 9300],
  grafana: [3000],
  "hello-app": [8080],
  "http-echo": [5678],
  httpbin: [80],
  httpd: [80],
  jenkins: [8080, 50000],
  kibana: [5601],
  mariadb: [3306],
  memcached: [11211],
  mongo: [27017],
  mysql: [3306],
  nats: [4222, 6222, 8222],
  nginx: [80],
  "nginx-unprivileged": [8080],
  phpmyadmin: [80],
  podinfo: [9797, 9898, 9999],
  postgres: [5432],
  prometheus: [9090],
  rabbitmq: [4369, 5671, 5672, 15671, 15672, 15691, 15692, 25672],
  redis: [6379],
  registry: [5000],
  tomcat: [8080],
  valkey: [6379],
  whoami: [80],
  wordpress: [80],
  zookeeper: [2181, 2888, 3888, 8080],
};

/** The ports of an image that nothing configures otherwise; `undefined` for one that nobody knows. */
export function imagePorts({
  image = "",
  command,
  args,
  env = [],
  envFrom = [],
  volumeMounts = [],
}: Container): { readonly name: string; readonly ports: readonly number[] } | undefined {
  const isAsItComes =
    command === undefined && args === undefined && envFrom.length === 0 && volumeMounts.length === 0;
  if (!isAsItComes || env.some(({ name }) => /PORT|LISTEN|ADDR/i.test(name))) return undefined;
  const name = (image.split("@")[0] ?? "").replace(/:[^/:]*$/, "").replace(/^.*\//, "");
  const ports = Object.hasOwn(PORTS, name) ? PORTS[name] : undefined;
  return ports === undefined ? undefined : { name, ports };
}

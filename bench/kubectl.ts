/** How long one kubectl command takes from words to text, through the API server, on a cluster of about 200 objects. */
import { Cluster } from "../engine/index.ts";
import { ApiServer } from "../engine/surfaces/api-server/api-server.ts";
import { kubectlFor } from "../engine/surfaces/kubectl/kubectl.ts";
import { median, row } from "./measure.ts";

const NOW = 1_767_225_600_000;
const ROUNDS = 40;

/** Deployments with three pods each, their ReplicaSets, Services and EndpointSlices. */
function manifests(): string {
  const items = Array.from({ length: 28 }, (_, index) => {
    const labels = { app: `app-${index}` };
    const containers = [{ name: "web", image: "nginx", ports: [{ containerPort: 80 }] }];
    const metadata = { name: `app-${index}`, labels };
    return [
      {
        apiVersion: "apps/v1",
        kind: "Deployment",
        metadata,
        spec: {
          replicas: 3,
          selector: { matchLabels: labels },
          template: { metadata: { labels }, spec: { containers } },
        },
      },
      { apiVersion: "v1", kind: "Service", metadata, spec: { selector: labels, ports: [{ port: 80 }] } },
    ];
  });
  return JSON.stringify({ apiVersion: "v1", kind: "List", items: items.flat() });
}

const cluster = Cluster.load(manifests());
const kubectl = kubectlFor(new ApiServer(cluster, { now: () => NOW }), { now: () => NOW });
const stdin = "apiVersion: v1\nkind: ConfigMap\nmetadata: { name: c }\ndata: { n: N }\n";

const LINES = [
  "get pods",
  "get pods -A -o wide",
  "get svc,endpointslices",
  "get pod -l app=app-3",
  "get svc app-3 -o yaml",
  "get deploy app-3 -o json",
  "get pods -o yaml",
  "get all",
  "describe svc app-3",
  "describe deploy app-3",
  "describe node worker-1",
  "apply -f -",
  "label svc app-3 round=N --overwrite",
  "scale deploy app-3 --replicas=N",
  "rollout status deploy/app-3",
  "api-resources",
];

function milliseconds(line: string): number {
  let round = 0;
  const once = (): number => {
    round++;
    const value = String(line.startsWith("scale") ? 2 + (round % 2) : round);
    const argv = line.split(" ").map((word) => word.replace("N", value));
    const start = performance.now();
    const { exitCode, stdout, stderr } = kubectl("kubectl", argv, {
      stdin: stdin.replace("N", `"${value}"`),
      readFile: () => undefined,
    });
    // What a terminal does: read it.
    stdout.charCodeAt(stdout.length - 1);
    const took = performance.now() - start;
    if (exitCode !== 0) throw new Error(`${line}: ${stderr}`);
    return took;
  };
  for (let warm = 0; warm < ROUNDS / 2; warm++) once();
  return median(Array.from({ length: ROUNDS }, once));
}

row("objects", String(cluster.objects().length));
for (const line of LINES) row(`kubectl ${line} (hold: 5 ms)`, `${milliseconds(line).toFixed(2)} ms`);

import { describe, expect, it } from "vitest";
import { Cluster } from "../../index.ts";
import { ApiServer } from "../api-server/api-server.ts";
import { kubectlFor } from "./kubectl.ts";

const NOW = 1_767_225_600_000 + 90_000;

const MANIFESTS = `
apiVersion: apps/v1
kind: Deployment
metadata: { name: web, namespace: shop, labels: { app: web } }
spec:
  replicas: 2
  selector: { matchLabels: { app: web } }
  template:
    metadata: { labels: { app: web } }
    spec: { containers: [{ name: web, image: nginx, ports: [{ containerPort: 8080 }] }] }
---
apiVersion: v1
kind: Service
metadata: { name: web, namespace: shop, labels: { app: web } }
spec: { clusterIP: 172.30.7.7, selector: { app: web }, ports: [{ port: 80, targetPort: 8080 }] }
`;

/** What oc prints for each line in turn, refusals with their exit code. */
function typed(...lines: readonly string[]): string {
  const cluster = Cluster.load(MANIFESTS, { profile: "openshift" });
  const kubectl = kubectlFor(new ApiServer(cluster, { now: () => NOW }), { now: () => NOW });
  return lines
    .map((line) => {
      const ran = kubectl("oc", line.split(" "), { stdin: "", readFile: () => undefined });
      return `$ oc ${line}\n${ran.stdout}${ran.stderr}${ran.exitCode === 0 ? "" : `exit ${ran.exitCode}\n`}`;
    })
    .join("");
}

describe("oc", () => {
  it("makes projects and goes from one to another", () => {
    expect(
      typed("project", "new-project demo", "project", "project -q", "new-project demo"),
    ).toMatchSnapshot();
    expect(typed("project shop", "get svc", "project shop", "project nope", "projects")).toMatchSnapshot();
  });

  it("makes Routes of Services, and Services of all else", () => {
    const lines = [
      "expose svc/web -n shop --hostname=www.example.com",
      "expose svc web -n shop --name=other --port=8080 --path=/shop",
      "expose deployment web -n shop --name=copy --port=81",
      "create route edge secure -n shop --service=web --hostname=secure.example.com --insecure-policy=Redirect",
      "create route passthrough -n shop --service=copy --hostname=raw.example.com",
      "create route reencrypt again -n shop --service=web --dry-run=client -o yaml",
      "create route edge -n shop",
      "get routes -n shop",
      "get route secure -n shop -o jsonpath={.spec}",
      "status -n shop",
    ];
    expect(typed(...lines)).toMatchSnapshot();
  });

  it("shares a Route between Services", () => {
    const weights = (...words: readonly string[]): string =>
      typed(
        "expose svc web -n shop --name=shared",
        "set route-backends shared -n shop a=60 b=40 c=100",
        ...words.map((word) => `set route-backends shared -n shop ${word}`),
        "set route-backends shared -n shop",
      );
    expect(typed("expose svc web -n shop", "set route-backends web -n shop")).toMatchSnapshot();
    // Each row is a case of what the documentation of the command tells, and what oc's sources do.
    const rows = ["--adjust b=+10%", "--adjust b=10%", "--adjust a=90%", "--adjust b=-50", "--adjust b=7"];
    expect(
      [...rows, "--zero", "--equal", "only=5", "--adjust a=100%"].map((row) => weights(row)),
    ).toMatchSnapshot();
    const wrong = ["--adjust d=1", "--adjust", "--adjust a=1 b=2", "--zero --equal", "--zero a=1", "a=1 a=2"];
    expect(
      weights(
        ...wrong,
        "a=1 b=10%",
        "a=-1",
        "a=x",
        "s/a=1",
        "a=",
        "a=300",
        "--adjust b=40",
        "--zero --dry-run=client",
      ),
    ).toMatchSnapshot();
    expect(typed("set route-backends nope -n shop a=1", "set -h")).toMatchSnapshot();
  });

  it("has no pod networks to join on OVN-Kubernetes", () => {
    expect(
      typed("adm pod-network join-projects --to=shop default", "adm pod-network isolate-projects"),
    ).toMatchSnapshot();
  });

  it("says who and where one is", () => {
    expect(typed("whoami", "whoami --show-server", "whoami -c", "whoami -t", "status")).toMatchSnapshot();
  });

  it("describes a Route by its routers and endpoints", () => {
    const lines = [
      "create route edge secure -n shop --service=web --hostname=secure.example.com --insecure-policy=Redirect",
      "describe route secure -n shop",
      "expose svc web -n shop --name=claimed --hostname=secure.example.com",
      "describe route claimed -n shop",
    ];
    expect(typed(...lines)).toMatchSnapshot();
  });
});

import { expect, it } from "vitest";
import { Cluster } from "../../surfaces/library/cluster.ts";
import type { Pod } from "./pod.ts";

const pod = (spec: object): string =>
  JSON.stringify({ apiVersion: "v1", kind: "Pod", metadata: { name: "a", namespace: "default" }, spec });
const container = { name: "app", image: "app:1", ports: [{ containerPort: 80 }] };

function stored(cluster: Cluster): Pod {
  const [found] = (cluster.objects("Pod") as readonly Pod[]).filter(({ metadata }) => metadata.name === "a");
  if (found === undefined) throw new Error("no pod a");
  return found;
}

it("a pod is shown with its defaults, and saying them changes nothing", () => {
  const cluster = Cluster.load(pod({ containers: [container] }));
  const before = stored(cluster);
  expect(before.spec).toMatchObject({
    dnsPolicy: "ClusterFirst",
    restartPolicy: "Always",
    enableServiceLinks: true,
  });
  expect(before.spec.containers[0]?.ports?.[0]?.protocol).toBe("TCP");
  const said = { ...container, ports: [{ containerPort: 80, protocol: "TCP" }] };
  cluster.apply(pod({ containers: [said], dnsPolicy: "ClusterFirst", restartPolicy: "Always" }));
  expect(stored(cluster).metadata.generation).toBe(before.metadata.generation);
  expect(() => cluster.apply(pod({ containers: [said], dnsPolicy: "Default" }))).toThrow(
    /pod updates may not/,
  );
});

it("a pod without containers is refused, and two that share a port of the host", () => {
  expect(() => Cluster.load(pod({}))).toThrow(/spec.containers: Required value/);
  const both = [container, { ...container, name: "other" }];
  expect(() => Cluster.load(pod({ hostNetwork: true, containers: both }))).toThrow(
    /hostPort: Duplicate value/,
  );
});

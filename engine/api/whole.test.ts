import { describe, expect, it } from "vitest";
import { decodeText } from "./decode.ts";
import type { AnyKind } from "./kinds.ts";
import { whole } from "./whole.ts";

function seen(text: string): AnyKind {
  const { objects, issues } = decodeText(text, "x.yaml");
  expect(issues).toEqual([]);
  const [first] = objects;
  if (first === undefined) throw new Error("nothing was decoded");
  return whole(first.object);
}

const pod = (spec: string): string => `{ apiVersion: v1, kind: Pod, metadata: { name: x }, spec: ${spec} }`;
const workload = (kind: string, spec = ""): string =>
  `{ apiVersion: apps/v1, kind: ${kind}, metadata: { name: x }, spec: { ${spec} selector: { matchLabels: { a: b } }, template: { metadata: { labels: { a: b } }, spec: { containers: [{ name: c, image: i }] } } } }`;

describe("what the API server fills in (pkg/apis/*/v1/defaults.go)", () => {
  it.each([
    ["nginx", "Always"],
    ["nginx:latest", "Always"],
    ["nginx:1.27", "IfNotPresent"],
    ["registry.example.com:5000/nginx", "Always"],
    ["registry.example.com:5000/nginx:1", "IfNotPresent"],
    [`nginx@sha256:${"0".repeat(64)}`, "IfNotPresent"],
  ])("pulls %s %s", (image, policy) => {
    const object = seen(pod(`{ containers: [{ name: c, image: "${image}" }] }`));
    expect(object).toMatchObject({ spec: { containers: [{ imagePullPolicy: policy }] } });
  });

  it("a container, its probes, its environment and its volumes", () => {
    const object = seen(
      pod(`{ hostNetwork: true, containers: [{ name: c, image: i, ports: [{ containerPort: 80 }], resources: { limits: { cpu: 1 } },
        env: [{ name: A, valueFrom: { fieldRef: { fieldPath: spec.nodeName } } }], readinessProbe: { httpGet: { port: 80 }, periodSeconds: 5 } }],
        volumes: [{ name: a }, { name: b, configMap: { name: b } }, { name: h, hostPath: { path: /h } }] }`),
    );
    expect(object).toMatchObject({
      spec: {
        enableServiceLinks: true,
        securityContext: {},
        schedulerName: "default-scheduler",
        terminationGracePeriodSeconds: 30,
        containers: [
          {
            terminationMessagePath: "/dev/termination-log",
            terminationMessagePolicy: "File",
            ports: [{ containerPort: 80, hostPort: 80, protocol: "TCP" }],
            resources: { limits: { cpu: 1 }, requests: { cpu: 1 } },
            env: [{ valueFrom: { fieldRef: { apiVersion: "v1", fieldPath: "spec.nodeName" } } }],
            readinessProbe: {
              httpGet: { path: "/", port: 80, scheme: "HTTP" },
              failureThreshold: 3,
              periodSeconds: 5,
              successThreshold: 1,
              timeoutSeconds: 1,
            },
          },
        ],
        volumes: [
          { name: "a", emptyDir: {} },
          { name: "b", configMap: { name: "b", defaultMode: 420 } },
          { name: "h", hostPath: { path: "/h", type: "" } },
        ],
      },
    });
  });

  it.each([
    [
      "DaemonSet",
      { updateStrategy: { type: "RollingUpdate", rollingUpdate: { maxSurge: 0, maxUnavailable: 1 } } },
    ],
    [
      "StatefulSet",
      {
        podManagementPolicy: "OrderedReady",
        updateStrategy: { type: "RollingUpdate", rollingUpdate: { partition: 0 } },
      },
    ],
    [
      "Deployment",
      {
        progressDeadlineSeconds: 600,
        strategy: { type: "RollingUpdate", rollingUpdate: { maxSurge: "25%", maxUnavailable: "25%" } },
      },
    ],
  ])("a %s, whose template says nothing of service links", (kind, spec) => {
    const object = seen(workload(kind));
    expect(object).toMatchObject({ spec: { ...spec, revisionHistoryLimit: 10 } });
    expect(object).not.toHaveProperty("spec.template.spec.enableServiceLinks");
    expect(object).toHaveProperty("spec.template.spec.securityContext", {});
  });

  it("changes nothing twice", () => {
    for (const text of [
      workload("Deployment"),
      workload("StatefulSet"),
      pod("{ containers: [{ name: c, image: i }] }"),
    ]) {
      const once = seen(text);
      expect(whole(once)).toEqual(once);
    }
  });
});

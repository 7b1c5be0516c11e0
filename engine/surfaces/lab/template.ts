/** A small whole lab: everything that `lab check` proves is there to be replaced. Texts by path. */
export function newLab(id: string): Readonly<Record<string, string>> {
  return {
    "index.mdx": PAGE,
    "lab.yaml": `schemaVersion: 1
id: ${id}
cluster:
  profile: kubeadm
open:
  - services.yaml
predict:
  first:
    question: What does frontend see?
    namespace: shop
    when: frontend curls http://api
    choices:
      - it succeeds
      - it is refused
      - it times out
    why: No pod listens on the targetPort, so every connection is refused at once.
`,
    "tasks.feature": `Feature: A port that nobody listens on

  Background:
    Given the lab cluster
    And namespace "shop"

  @task:reach-api
  Scenario: frontend reaches api
    When frontend curls http://api
    Then it succeeds
    And it reaches pod "api"
`,
    "start/10-workloads.yaml": WORKLOADS,
    "start/services.yaml": service("8000"),
    "hints/reach-api.md": HINTS,
    "solution/01-reach-api.yaml": service("8080"),
    "solution/README.mdx": `\`targetPort\` is the port that the pod listens on; \`port\` is the one that clients use.
`,
    "wrong/port-instead/services.yaml": service("8000").replace("port: 80\n", "port: 8080\n"),
    "wrong/port-instead/expect.yaml": "fails:\n  - reach-api\nreason: port-not-served\nhint: reach-api#4\n",
    "wrong/no-such-name/services.yaml": service("web"),
    "wrong/no-such-name/expect.yaml": "fails:\n  - reach-api\nreason: no-endpoints\nhint: reach-api#5\n",
  };
}

const PAGE = `---
title: A port that nobody listens on
description: frontend is refused by a Service whose pods are healthy.
level: beginner
minutes: 5
track: services
objectives:
  - Tell port and targetPort apart
tags:
  - service
displayed_sidebar: null
---

Pods run and are ready, and still \`frontend\` cannot talk to \`api\`.

<Predict id="first" />

Ask for yourself, then mend the Service.

<Run cmd="kubectl get endpointslices -n shop" />

<Task id="reach-api" />

:::pitfall
\`containerPort\` opens nothing. It tells what the process in the container listens on.
:::
`;

const WORKLOADS = `apiVersion: v1
kind: Namespace
metadata:
  name: shop
---
${deployment("frontend")}---
${deployment("api")}          ports:
            - name: http
              containerPort: 8080
`;

function deployment(name: string): string {
  return `apiVersion: apps/v1
kind: Deployment
metadata:
  name: ${name}
  namespace: shop
spec:
  selector:
    matchLabels:
      app: ${name}
  template:
    metadata:
      labels:
        app: ${name}
    spec:
      containers:
        - name: ${name}
          image: example.com/${name}:1
`;
}

function service(targetPort: string): string {
  return `apiVersion: v1
kind: Service
metadata:
  name: api
  namespace: shop
spec:
  selector:
    app: api
  ports:
    - port: 80
      targetPort: ${targetPort}
`;
}

const HINTS = `Refused at once: something is there and says no. Which port is asked for at the pod?

---

Compare \`targetPort\` of the Service with what the container listens on.

---

The container listens on 8080. Set \`targetPort\` to it, or to the port's name.

---
when: port-not-served

\`port\` is what clients ask for, and they ask for 80. Leave it, and change the other one.

---
when: no-endpoints

A \`targetPort\` that is a name has to be the name of a container's port.
`;

/** Files of `podwire init` that do not depend on anything. */

export const SAMPLE_MANIFESTS = `apiVersion: v1
kind: Namespace
metadata: { name: shop }
---
apiVersion: apps/v1
kind: Deployment
metadata: { name: frontend, namespace: shop }
spec:
  selector: { matchLabels: { app: frontend } }
  template:
    metadata: { labels: { app: frontend } }
    spec: { containers: [{ name: web, image: "nginx:1.27", ports: [{ name: http, containerPort: 8080 }] }] }
---
apiVersion: apps/v1
kind: Deployment
metadata: { name: api, namespace: shop }
spec:
  replicas: 2
  selector: { matchLabels: { app: api } }
  template:
    metadata: { labels: { app: api } }
    spec: { containers: [{ name: api, image: "api:1", ports: [{ name: http, containerPort: 8080 }] }] }
---
apiVersion: v1
kind: Service
metadata: { name: api, namespace: shop }
spec:
  selector: { app: api }
  ports: [{ port: 80, targetPort: http }]
---
# Only the frontend may talk to the api.
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: { name: api, namespace: shop }
spec:
  podSelector: { matchLabels: { app: api } }
  ingress:
    - from: [{ podSelector: { matchLabels: { app: frontend } } }]
      ports: [{ port: http }]
`;

export const SAMPLE_FEATURE = `Feature: Who reaches the shop's api

  Background:
    Given the manifests under test
    And namespace "shop"

  Scenario: The frontend does
    When frontend curls http://api
    Then it succeeds
    And it reaches service "api"

  Scenario: Nobody else does
    Given these workloads:
      | name   | namespace | labels     | ports |
      | reader | shop      | app=reader |       |
    When reader curls http://api
    Then it is denied by policy "api"
`;

export const WORKFLOW = `name: podwire
on: [push, pull_request]
permissions: { contents: read }
jobs:
  networking:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v5
      - uses: actions/setup-node@v5
        with: { node-version: 22 }
      - run: npm ci
      - run: npx podwire test --format junit:podwire.xml
`;

export const VSCODE_SETTINGS = `{
  "cucumber.features": ["features/**/*.feature"],
  "cucumber.glue": [".vscode/podwire-steps.mjs"]
}
`;

export const VSCODE_EXTENSIONS = `{
  "recommendations": ["cucumberopen.cucumber-official", "redhat.vscode-yaml"]
}
`;

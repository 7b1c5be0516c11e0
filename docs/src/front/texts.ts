/** What stands on the home page before the visitor touches it. */
export const SHOP = `apiVersion: v1
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
    spec: { containers: [{ name: app, image: "example.com/frontend:1" }] }
---
apiVersion: apps/v1
kind: Deployment
metadata: { name: batch, namespace: shop }
spec:
  selector: { matchLabels: { app: batch } }
  template:
    metadata: { labels: { app: batch } }
    spec: { containers: [{ name: app, image: "example.com/batch:1" }] }
---
apiVersion: apps/v1
kind: Deployment
metadata: { name: api, namespace: shop }
spec:
  selector: { matchLabels: { app: api } }
  template:
    metadata: { labels: { app: api } }
    spec: { containers: [{ name: app, image: "example.com/api:1", ports: [{ containerPort: 8080 }] }] }
---
apiVersion: v1
kind: Service
metadata: { name: api, namespace: shop }
spec: { selector: { app: api }, ports: [{ port: 80, targetPort: 8080 }] }
`;

export const POLICY_NAME = "policy.yaml";

export const POLICY = `apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata:
  name: api
  namespace: shop
spec:
  podSelector:
    matchLabels: { app: api }
  ingress:
    - from:
        - podSelector:
            matchLabels: { app: web }
      ports:
        - port: 8080
`;

/** The one word that is wrong in the policy, and what it should be. */
export const WRONG = "app: web";
export const RIGHT = "app: frontend";

export const FEATURE = `Feature: Who may call the api

  Background:
    Given the manifests in "shop.yaml"
    And the manifests under test
    And namespace "shop"

  Scenario: frontend reaches the api
    When frontend curls http://api
    Then it succeeds

  Scenario: batch does not
    When batch curls http://api
    Then it is denied by policy "api"
`;

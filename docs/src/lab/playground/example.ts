import { PLAYGROUND, type Shared } from "../../../../engine/surfaces/lab/share.ts";

const pod = (name: string, ports: string): string => `apiVersion: v1
kind: Pod
metadata:
  name: ${name}
  namespace: shop
  labels:
    app: ${name}
spec:
  containers:
    - name: ${name}
      image: example.com/${name}:1
${ports}`;

const MANIFESTS = `apiVersion: v1
kind: Namespace
metadata:
  name: shop
---
${pod("frontend", "")}---
${pod("api", "      ports:\n        - containerPort: 8080\n")}---
apiVersion: v1
kind: Service
metadata:
  name: api
  namespace: shop
spec:
  selector:
    app: api
  ports:
    - port: 80
      targetPort: 8080
---
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata:
  name: api
  namespace: shop
spec:
  podSelector:
    matchLabels:
      app: api
  ingress:
    - from:
        - podSelector:
            matchLabels:
              app: web
`;

/** What somebody sees who comes without a link. */
export const EXAMPLE: Shared = {
  version: 1,
  lab: PLAYGROUND,
  work: { "manifests.yaml": MANIFESTS },
  profile: ["kubeadm"],
  request: { namespace: "shop", when: ["frontend curls http://api"] },
};

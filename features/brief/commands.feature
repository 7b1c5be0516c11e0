Feature: Every command line of the brief
  Typed into a terminal beside a cluster made of the brief's own manifests, in the order in which the brief has them.

  Rule: Services

    Background:
      Given the manifests in "manifests/services.yaml"
      And the manifests in "fixtures/production.yaml"
      And namespace "production"

    Scenario: kubectl expose makes a Service of the Deployment's selector
      When I run "kubectl delete service api"
      And I run "kubectl expose deployment api --port=80 --target-port=8080 --name=api"
      Then the output is:
        """
        service/api exposed
        """
      When I run "kubectl get svc api -o jsonpath='{.spec.selector.app} {.spec.ports[0].port} {.spec.ports[0].targetPort}'"
      Then the output contains "api 80 8080"
      When production/frontend curls http://api
      Then it succeeds

    Scenario: kubectl get svc,endpointslices
      When I run "kubectl get svc,endpointslices -l app=api -o wide"
      Then the output contains "service/api ClusterIP"
      And the output contains "80/TCP"
      And the output contains "app=api"
      And the output contains "endpointslice.discovery.k8s.io/api-"
      And the exit code is 0

    Scenario: kubectl run with a container that goes away
      When I run "kubectl run tmp --rm -it --image=busybox -- wget -qO- http://api.production.svc:80/health"
      Then the output contains "200 OK from Pod production/api"
      And the output contains 'pod "tmp" deleted'
      When I run "kubectl get pod tmp"
      Then the output contains 'Error from server (NotFound): pods "tmp" not found'

    Scenario: oc expose makes a Service, too
      When I run "oc delete service api"
      And I run "oc expose deployment/api --port=8080"
      Then the output contains "service/api exposed"
      When I run "oc get svc,endpointslices -l app=api"
      Then the exit code is 0
      When I run "oc run tmp --rm -it --image=registry.redhat.io/ubi9/ubi-minimal -- curl -s http://api:8080/health"
      Then the output contains "200 OK from Pod production/api"

    Scenario: The check that the pitfall asks for
      Given these manifests:
        """yaml
        apiVersion: v1
        kind: Service
        metadata: { name: misspelt, namespace: production }
        spec: { selector: { app: api }, ports: [{ port: 80, targetPort: htpp }] }
        """
      When I run "kubectl get endpoints misspelt"
      Then the output contains "misspelt <none>"
      And the output contains "Warning: v1 Endpoints is deprecated in v1.33+; use discovery.k8s.io/v1 EndpointSlice"

  Rule: Service discovery

    Background:
      Given the manifests in "manifests/services.yaml"
      And the manifests in "fixtures/production.yaml"
      And namespace "production"

    Scenario: nslookup from a debug pod
      When I run "kubectl run dnsutils --rm -it --image=tutum/dnsutils -- nslookup api.production.svc.cluster.local"
      Then the output contains "10.96.0.10#53"
      And the output contains "Name: api.production.svc.cluster.local"
      And the output contains 'pod "dnsutils" deleted'

    Scenario: resolv.conf as the kubelet wrote it
      When I run "kubectl exec -it deploy/api -- cat /etc/resolv.conf"
      Then the output contains "search production.svc.cluster.local svc.cluster.local cluster.local"
      And the output contains "nameserver 10.96.0.10"
      And the output contains "options ndots:5"

    Scenario: CoreDNS' Corefile and log
      When I run "kubectl -n kube-system get configmap coredns -o yaml"
      Then the output contains "Corefile: |"
      And the output contains "kubernetes cluster.local in-addr.arpa ip6.arpa {"
      When I run "kubectl -n kube-system logs -l k8s-app=kube-dns --tail=50"
      Then the output contains "CoreDNS-"
      And the exit code is 0

  Rule: EndpointSlices

    Background:
      Given the manifests in "manifests/services.yaml"
      And the manifests in "fixtures/production.yaml"

    Scenario: Slices by the label that names their Service
      When I run "kubectl get endpointslices -A -l kubernetes.io/service-name=api"
      Then the output contains "production api-"
      And the output contains "IPv4 8080"
      When I run "oc get endpointslices -n production -l kubernetes.io/service-name=api"
      Then the output contains "api-"

    Scenario: Slices described
      When I run "kubectl describe endpointslices -n production -l kubernetes.io/service-name=api"
      Then the output contains "AddressType: IPv4"
      And the output contains "Ready: true"
      And the output contains "TargetRef: Pod/api-"
      When I run "oc describe endpointslices -n production"
      Then the output contains "Endpoints:"

    Scenario: The legacy mirror
      When I run "kubectl get endpoints api -n production -o yaml"
      Then the output contains "kind: Endpoints"
      And the output contains "port: 8080"

  Rule: Ingress

    Background:
      Given the ingress controller is "ingress-nginx"
      And the manifests in "manifests/services.yaml"
      And the manifests in "fixtures/production.yaml"
      And the manifests in "edge/ingress.yaml"

    Scenario: Classes and Ingresses
      When I run "kubectl get ingressclass"
      Then the output contains "nginx k8s.io/ingress-nginx"
      When I run "kubectl describe ingress api-ingress -n production"
      Then the output contains "Ingress Class: nginx"
      And the output contains "api-tls terminates api.example.com"
      And the output contains "/v1 api:80"
      When I run "oc describe ingress api-ingress -n production"
      Then the output contains "api.example.com"
      When I run "oc get ingress -n production"
      Then the output contains "api-ingress nginx api.example.com"

    Scenario: Columns of one's own
      When I run:
        """bash
        kubectl get ingress -A -o custom-columns=NS:.metadata.namespace,NAME:.metadata.name,CLASS:.spec.ingressClassName,HOSTS:.spec.rules[*].host,ADDR:.status.loadBalancer.ingress[*].ip
        """
      Then the output contains "NS NAME CLASS HOSTS ADDR"
      And the output contains "production api-ingress nginx api.example.com"

  Rule: NetworkPolicy

    Background:
      Given the manifests in "manifests"
      And the manifests in "fixtures/production.yaml"
      And namespace "production"

    Scenario: Policies listed and described
      When I run "kubectl get networkpolicy -A"
      Then the output contains "production api-allow-frontend app=api"
      And the output contains "production default-deny-ingress <none>"
      When I run "kubectl describe networkpolicy api-allow-frontend -n production"
      Then the output contains "PodSelector: app=api"
      And the output contains "To Port: 8080/TCP"
      And the output contains "Policy Types: Ingress, Egress"
      When I run "oc get networkpolicy -n production"
      Then the output contains "default-deny-ingress"

    Scenario: A pod that no policy lets through waits until curl gives up
      When I run "kubectl run test-$RANDOM --rm -it --image=nicolaka/netshoot -- curl -m2 http://api:8080"
      Then the output contains "curl: (28)"
      # The pod is started again when it ends, so its exit code is nobody's: --restart=Never would show it.
      And the exit code is 0

  Rule: OpenShift

    Background:
      Given the profile "openshift"
      And the profile "apps-domain=apps.cluster.example.com"
      And the manifests in "manifests/services.yaml"
      And the manifests in "fixtures/production.yaml"
      And namespace "production"

    Scenario: An EgressFirewall there is none of
      When I run "oc get egressfirewall -n production"
      Then the output contains "No resources found in production namespace."
      When I run "oc get egressip,egressfirewall -A"
      Then the output contains "No resources found"

    Scenario: oc expose makes a Route
      When I run "oc expose svc/api --hostname=api.apps.cluster.example.com"
      Then the output contains "route.route.openshift.io/api exposed"
      When an external client curls http://api.apps.cluster.example.com/
      Then it reaches service "production/api"

    Scenario: oc create route edge does, with TLS
      When I run "oc create route edge api --service=api --hostname=api.apps.cluster.example.com"
      Then the output contains "route.route.openshift.io/api created"
      When I run "oc get route api -o yaml"
      Then the output contains "termination: edge"
      When I run "oc get route -o jsonpath='{.items[*].spec.host}'"
      Then the output contains "api.apps.cluster.example.com"

    Scenario: The routers
      Given the manifests in "edge/route.yaml"
      When I run "oc get ingresscontroller -n openshift-ingress-operator"
      Then the output contains "default"
      And the exit code is 0

    Scenario: Joining projects is a thing of the former multitenant network
      When I run "oc adm pod-network join-projects production networking-project"
      Then the exit code is 1

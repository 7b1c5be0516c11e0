@ingress @ingress-nginx
Feature: Which Ingresses ingress-nginx acts on, and which address it tells

  Background:
    Given the ingress controller is "ingress-nginx"
    And the manifests in "fixtures/shop.yaml"
    And namespace "shop"

  @N3
  Scenario Outline: <what>: <status>
    Given these manifests:
      """yaml
      apiVersion: networking.k8s.io/v1
      kind: IngressClass
      metadata: { name: web }
      spec: { controller: k8s.io/ingress-nginx }
      ---
      apiVersion: networking.k8s.io/v1
      kind: IngressClass
      metadata: { name: internal }
      spec: { controller: example.com/internal }
      ---
      apiVersion: networking.k8s.io/v1
      kind: Ingress
      metadata: { name: shop, uid: 5d1bb9bd-4b5c-4a3e-8f1d-1c2b3a4d5e6f<annotation> }
      spec: { defaultBackend: { service: { name: web, port: { number: 80 } } }<field> }
      """
    When an external client curls http://203.0.113.129/
    Then the response status is <status>

    Examples: The field is asked first, and has to name one of the controller's own classes; of the annotation one word counts
      | what                                            | field                        | annotation                                               | status |
      | Its class                                       | , ingressClassName: nginx    |                                                          | 200    |
      | Another class of its own                        | , ingressClassName: web      |                                                          | 200    |
      | A class of another controller                   | , ingressClassName: internal |                                                          | 404    |
      | A class that does not exist                     | , ingressClassName: ngnix    |                                                          | 404    |
      | Another controller's, whatever the annotation   | , ingressClassName: internal | , annotations: { kubernetes.io/ingress.class: nginx }    | 404    |
      | Its class, whatever the annotation              | , ingressClassName: nginx    | , annotations: { kubernetes.io/ingress.class: internal } | 200    |
      | The annotation with its word                    |                              | , annotations: { kubernetes.io/ingress.class: nginx }    | 200    |
      | The annotation with the name of a class         |                              | , annotations: { kubernetes.io/ingress.class: web }      | 404    |
      | Neither                                         |                              |                                                          | 404    |

  @N3
  Scenario Outline: The controller with <flag>: <what> is <status>
    Given these manifests:
      """yaml
      apiVersion: networking.k8s.io/v1
      kind: Ingress
      metadata: { name: shop, annotations: { podwire.dev/none: ""<annotation> } }
      spec: { defaultBackend: { service: { name: web, port: { number: 80 } } }<field> }
      """
    When I run:
      """bash
      kubectl patch deployment ingress-nginx-controller -n ingress-nginx --type=json -p '[{"op":"add","path":"/spec/template/spec/containers/0/args/-","value":"<flag>"}]'
      """
    And an external client curls http://203.0.113.129/
    Then the response status is <status>

    Examples:
      | flag                          | what                          | field                     | annotation                              | status |
      | --watch-ingress-without-class | an Ingress without a class    |                           |                                         | 200    |
      | --watch-ingress-without-class | an annotation for another one |                           | , kubernetes.io/ingress.class: internal | 404    |
      | --ingress-class=internal      | the annotation with that word |                           | , kubernetes.io/ingress.class: internal | 200    |
      | --ingress-class=internal      | the annotation that is common |                           | , kubernetes.io/ingress.class: nginx    | 404    |
      | --controller-class=shop/nginx | the class of the other one    | , ingressClassName: nginx |                                         | 404    |

  Rule: The address in the status

    Background:
      Given these manifests:
        """yaml
        apiVersion: networking.k8s.io/v1
        kind: Ingress
        metadata: { name: shop }
        spec: { ingressClassName: nginx, defaultBackend: { service: { name: web, port: { number: 80 } } } }
        """

    @N22
    Scenario: That of the Service which is published, its externalIPs too, in order
      Given these manifests:
        """yaml
        apiVersion: v1
        kind: Service
        metadata: { name: ingress-nginx-controller, namespace: ingress-nginx }
        spec:
          type: LoadBalancer
          externalIPs: [203.0.113.7]
          selector: { app.kubernetes.io/component: controller, app.kubernetes.io/name: ingress-nginx }
          ports: [{ name: http, port: 80, targetPort: http }]
        status: { loadBalancer: { ingress: [{ ip: 203.0.113.90 }] } }
        """
      Then Ingress "shop" has:
        | status.loadBalancer.ingress[0].ip | 203.0.113.7  |
        | status.loadBalancer.ingress[1].ip | 203.0.113.90 |

    @N22
    Scenario: A Service without a balancer gives its own address, which nobody outside reaches
      Given these manifests:
        """yaml
        apiVersion: v1
        kind: Service
        metadata: { name: ingress-nginx-controller, namespace: ingress-nginx }
        spec:
          type: NodePort
          clusterIP: 10.96.0.77
          selector: { app.kubernetes.io/component: controller, app.kubernetes.io/name: ingress-nginx }
          ports: [{ name: http, port: 80, targetPort: http }]
        """
      Then Ingress "shop" has:
        | status.loadBalancer.ingress[0].ip | 10.96.0.77 |

    @N22
    Scenario: What a flag says goes before any Service
      When I run:
        """bash
        kubectl patch deployment ingress-nginx-controller -n ingress-nginx --type=json -p '[{"op":"add","path":"/spec/template/spec/containers/0/args/-","value":"--publish-status-address=192.0.2.8, edge.example.com"}]'
        """
      Then Ingress "shop" has:
        | status.loadBalancer.ingress[0].ip       | 192.0.2.8        |
        | status.loadBalancer.ingress[1].hostname | edge.example.com |

    @N22
    Scenario: Without either, those of the nodes on which its pods are ready
      When I run:
        """bash
        kubectl patch deployment ingress-nginx-controller -n ingress-nginx --type=json -p '[{"op":"remove","path":"/spec/template/spec/containers/0/args/1"}]'
        kubectl scale deployment ingress-nginx-controller -n ingress-nginx --replicas=2
        """
      Then Ingress "shop" has:
        | status.loadBalancer.ingress[0].ip | 192.168.56.11 |
        | status.loadBalancer.ingress[1].ip | 192.168.56.12 |

    @N22
    Scenario: The last pod takes it back as it goes, and the next one tells it again
      When I run:
        """bash
        kubectl scale deployment ingress-nginx-controller -n ingress-nginx --replicas=0
        kubectl get ingress shop -o jsonpath='none {.status.loadBalancer}{"\n"}'
        kubectl scale deployment ingress-nginx-controller -n ingress-nginx --replicas=2
        kubectl get ingress shop -o jsonpath='again {.status.loadBalancer.ingress[0].ip}{"\n"}'
        """
      Then the output contains "none {}"
      And the output contains "again 203.0.113.129"

@ingress @ingress-nginx
Feature: ingress-nginx asks who it is

  Background:
    Given the ingress controller is "ingress-nginx"
    And the manifests in "fixtures/shop.yaml"
    And namespace "shop"

  Rule: Users of a Secret

    Background:
      Given these manifests:
        """yaml
        apiVersion: v1
        kind: Secret
        metadata: { name: users, namespace: shop }
        stringData:
          auth: |
            ann:$apr1$abcdefgh$h9FWgUz3n9YxylKLlR5SQ/
            bob:{SHA}5en6G6MezRroT3XKqkdPOmY/BfQ=
            eve:{PLAIN}plain
        ---
        apiVersion: networking.k8s.io/v1
        kind: Ingress
        metadata:
          name: shop
          namespace: shop
          annotations:
            nginx.ingress.kubernetes.io/auth-type: basic
            nginx.ingress.kubernetes.io/auth-secret: users
            nginx.ingress.kubernetes.io/auth-realm: Shop
        spec:
          ingressClassName: nginx
          rules:
            - host: shop.example.com
              http:
                paths:
                  - { path: /, pathType: Prefix, backend: { service: { name: web, port: { number: 80 } } } }
                  - { path: /.well-known/acme-challenge, pathType: Prefix, backend: { service: { name: web, port: { number: 80 } } } }
        """

    Scenario: Without a name there is no way in
      When an external client curls http://shop.example.com/
      Then the response status is 401
      And the response header "WWW-Authenticate" begins with "Basic realm="

    Scenario Outline: <user> is <status>
      When an external client curls http://shop.example.com/ with:
        | option    |
        | -u <user> |
      Then the response status is <status>

      Examples:
        | user       | status |
        | ann:secret | 200    |
        | ann:wrong  | 401    |
        | bob:secret | 200    |
        | bob:wrong  | 401    |
        | eve:plain  | 200    |
        | tom:secret | 401    |

    @N13
    Scenario: The way of certificate authorities stays open
      When an external client curls http://shop.example.com/.well-known/acme-challenge/token
      Then it reaches pod "web"

  @N20
  Scenario Outline: A Secret that <what> closes the location: 503
    Given these manifests:
      """yaml
      apiVersion: networking.k8s.io/v1
      kind: Ingress
      metadata:
        name: shop
        namespace: shop
        annotations:
          nginx.ingress.kubernetes.io/auth-type: basic
          nginx.ingress.kubernetes.io/auth-secret: <secret>
      spec:
        ingressClassName: nginx
        rules:
          - host: shop.example.com
            http: { paths: [{ path: /, pathType: Prefix, backend: { service: { name: web, port: { number: 80 } } } }] }
      """
    When an external client curls http://shop.example.com/
    Then the response status is 503

    Examples:
      | what                    | secret      |
      | is missing              | gone        |
      | is another namespace's  | other/users |

  Scenario Outline: auth-url <url>: <status>
    Given these manifests:
      """yaml
      apiVersion: networking.k8s.io/v1
      kind: Ingress
      metadata:
        name: shop
        namespace: shop
        annotations:
          nginx.ingress.kubernetes.io/auth-url: <url>
      spec:
        ingressClassName: nginx
        rules:
          - host: shop.example.com
            http: { paths: [{ path: /, pathType: Prefix, backend: { service: { name: web, port: { number: 80 } } } }] }
      """
    When an external client curls http://shop.example.com/
    Then the response status is <status>

    Examples: The service that is asked answers 200, is not there, or (as a kubelet does) answers 401
      | url                                              | status |
      | http://cart.shop.svc.cluster.local:8000/validate | 200    |
      | http://gone.shop.svc.cluster.local/validate      | 500    |
      | http://10.96.50.50:8000/validate                 | 500    |
      | https://192.168.56.11:10250/                     | 401    |

    Examples: nginx asks the DNS for the name as it stands, and knows of no search list
      | url                            | status |
      | http://cart.shop.svc:8000/     | 500    |
      | http://cart.shop:8000/         | 500    |
      | http://cart:8000/              | 500    |

  Scenario Outline: The usual way of oauth2-proxy: auth-url <url> is asked at <where>, and the answer is <status>
    Given the external host "login.example.org" at "198.51.100.7"
    And these manifests:
      """yaml
      apiVersion: v1
      kind: Pod
      metadata: { name: proxy, labels: { app: proxy }, annotations: { podwire.dev/answers: "status=<answer>" } }
      spec: { containers: [{ name: proxy, image: oauth2-proxy, ports: [{ containerPort: 4180 }] }] }
      ---
      apiVersion: v1
      kind: Service
      metadata: { name: proxy }
      spec: { selector: { app: proxy }, ports: [{ port: 4180 }] }
      ---
      apiVersion: networking.k8s.io/v1
      kind: Ingress
      metadata:
        name: shop
        annotations:
          nginx.ingress.kubernetes.io/auth-url: <url>
          nginx.ingress.kubernetes.io/auth-signin: "https://$host/oauth2/start?rd=$escaped_request_uri"
      spec:
        ingressClassName: nginx
        rules: [{ host: shop.example.com, http: { paths: [{ path: /, pathType: Prefix, backend: { service: { name: web, port: { number: 80 } } } }] } }]
      ---
      apiVersion: networking.k8s.io/v1
      kind: Ingress
      metadata: { name: proxy }
      spec:
        ingressClassName: nginx
        rules: [{ host: shop.example.com, http: { paths: [{ path: /oauth2, pathType: Prefix, backend: { service: { name: proxy, port: { number: 4180 } } } }] } }]
      """
    When I run "curl -si http://shop.example.com/cart"
    Then the output contains "<status>"

    Examples:
      | url                             | answer | where          | status                                                            |
      | http://$host/oauth2/auth        | 202    | its own host   | 200 OK                                                            |
      | http://$host/oauth2/auth        | 401    | its own host   | Location: https://shop.example.com/oauth2/start?rd=%2Fcart        |
      | http://login.example.org/       | 202    | another's host | 200 OK                                                            |
      | http://nowhere.example.org/     | 202    | nobody's host  | 500                                                               |

  Scenario: A policy that keeps the controller from the service that it asks closes the shop
    Given these manifests:
      """yaml
      apiVersion: networking.k8s.io/v1
      kind: Ingress
      metadata:
        name: shop
        namespace: shop
        annotations:
          nginx.ingress.kubernetes.io/auth-url: http://cart.shop.svc.cluster.local:8000/validate
      spec:
        ingressClassName: nginx
        rules:
          - host: shop.example.com
            http: { paths: [{ path: /, pathType: Prefix, backend: { service: { name: web, port: { number: 80 } } } }] }
      ---
      apiVersion: networking.k8s.io/v1
      kind: NetworkPolicy
      metadata: { name: closed, namespace: shop }
      spec: { podSelector: { matchLabels: { app: cart } } }
      """
    When an external client curls http://shop.example.com/
    Then the response status is 500

  Scenario: A sign-in page takes the place of 401
    Given these manifests:
      """yaml
      apiVersion: networking.k8s.io/v1
      kind: Ingress
      metadata:
        name: shop
        namespace: shop
        annotations:
          nginx.ingress.kubernetes.io/auth-url: https://192.168.56.11:10250/
          nginx.ingress.kubernetes.io/auth-signin: https://login.example.com/start
      spec:
        ingressClassName: nginx
        rules:
          - host: shop.example.com
            http: { paths: [{ path: /, pathType: Prefix, backend: { service: { name: web, port: { number: 80 } } } }] }
      """
    When an external client curls http://shop.example.com/cart?a=b
    Then it redirects to "https://login.example.com/start?rd=http://shop.example.com%2Fcart%3Fa%3Db"

  Scenario Outline: satisfy: any, an address list and users: <address> is <status>
    Given these manifests:
      """yaml
      apiVersion: v1
      kind: Secret
      metadata: { name: users, namespace: shop }
      stringData: { auth: "eve:{PLAIN}plain" }
      ---
      apiVersion: networking.k8s.io/v1
      kind: Ingress
      metadata:
        name: shop
        namespace: shop
        annotations:
          nginx.ingress.kubernetes.io/satisfy: any
          nginx.ingress.kubernetes.io/whitelist-source-range: 198.51.100.0/24
          nginx.ingress.kubernetes.io/auth-type: basic
          nginx.ingress.kubernetes.io/auth-secret: users
      spec:
        ingressClassName: nginx
        rules:
          - host: shop.example.com
            http: { paths: [{ path: /, pathType: Prefix, backend: { service: { name: web, port: { number: 80 } } } }] }
      """
    When an external client at "<address>" curls http://shop.example.com/
    Then the response status is <status>

    Examples:
      | address      | status |
      | 198.51.100.7 | 200    |
      | 192.0.2.7    | 401    |

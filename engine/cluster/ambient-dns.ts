import type { PodTemplate } from "../api/core/pod.ts";
import type { ServicePort } from "../api/core/service.ts";
import type { AnyKind } from "../api/kinds.ts";
import type { DnsProfile, Profile } from "./profile.ts";

/** Where metrics are: kubeadm's manifests, and openshift/cluster-dns-operator's assets/dns. */
export const METRICS: Readonly<
  Record<DnsProfile["metrics"], { readonly servicePort: Pick<ServicePort, "port" | "targetPort"> }>
> = {
  itself: { servicePort: { port: 9153, targetPort: 9153 } },
  proxy: { servicePort: { port: 9154, targetPort: "metrics" } },
};

type Container = NonNullable<PodTemplate["spec"]>["containers"][number];

function containersOf({ podPort, metrics }: DnsProfile): readonly Container[] {
  const image = "registry.k8s.io/coredns/coredns:v1.12.1";
  const ports: Container["ports"] = [
    { name: "dns", containerPort: podPort, protocol: "UDP" },
    { name: "dns-tcp", containerPort: podPort, protocol: "TCP" },
  ];
  const offered = (containerPort: number): NonNullable<Container["ports"]>[number] => {
    return { name: "metrics", containerPort, protocol: "TCP" };
  };
  if (metrics === "itself") return [{ name: "coredns", image, ports: [...ports, offered(9153)] }];
  return [
    { name: "dns", image, ports },
    { name: "kube-rbac-proxy", image: "kube-rbac-proxy", ports: [offered(9154)] },
  ];
}

export function dnsWorkload(dns: DnsProfile): AnyKind {
  const { namespace, labels } = dns;
  const metadata = { name: dns.workload, namespace, labels };
  const selector = { matchLabels: labels };
  const template: PodTemplate = {
    metadata: { labels },
    spec: {
      containers: containersOf(dns),
      dnsPolicy: "Default",
      restartPolicy: "Always",
      tolerations: [{ operator: "Exists" }],
    },
  };
  return dns.workloadKind === "DaemonSet"
    ? { apiVersion: "apps/v1", kind: "DaemonSet", metadata, spec: { selector, template } }
    : {
        apiVersion: "apps/v1",
        kind: "Deployment",
        metadata,
        spec: { replicas: dns.replicas, selector, template },
      };
}

/** The Corefile that kubeadm writes, or OpenShift's operator. */
export function corefile(profile: Profile): string {
  return profile.dns.metrics === "proxy" ? openshiftCorefile(profile) : kubeadmCorefile(profile);
}

function openshiftCorefile({ clusterDomain, dns }: Profile): string {
  return `.:${dns.podPort} {
    bufsize 1232
    errors
    log . {
        class error
    }
    health {
        lameduck 20s
    }
    ready
    kubernetes ${clusterDomain} in-addr.arpa ip6.arpa {
        pods insecure
        fallthrough in-addr.arpa ip6.arpa
    }
    prometheus 127.0.0.1:9153
    forward . /etc/resolv.conf {
        policy sequential
    }
    cache 900 {
        denial 9984 30
    }
    reload
}
hostname.bind:${dns.podPort} {
    chaos
}
`;
}

function kubeadmCorefile({ clusterDomain, dns }: Profile): string {
  return `.:${dns.podPort} {
    errors
    health {
       lameduck 5s
    }
    ready
    kubernetes ${clusterDomain} in-addr.arpa ip6.arpa {
       pods insecure
       fallthrough in-addr.arpa ip6.arpa
       ttl 30
    }
    prometheus :9153
    forward . /etc/resolv.conf {
       max_concurrent 1000
    }
    cache 30 {
       disable success ${clusterDomain}
       disable denial ${clusterDomain}
    }
    loop
    reload
    loadbalance
}
`;
}

import Layout from "@theme/Layout";
import type { ReactNode } from "react";
import { Audience } from "../front/audience.tsx";
import { Hero } from "../front/hero.tsx";
import { Trust } from "../front/trust.tsx";

export default function Home(): ReactNode {
  return (
    <Layout
      title="Kubernetes and OpenShift networking without a cluster"
      description="Podwire says what a packet would do in your cluster, and why: DNS, Services, policies, Ingress, Gateway and Routes in one verdict, from manifests alone."
    >
      <main>
        <Hero />
        <Audience />
        <Trust />
      </main>
    </Layout>
  );
}

import Layout from "@theme/Layout";
import type { ReactNode } from "react";
import { Catalogue } from "../../lab/catalogue.tsx";

export default function Labs(): ReactNode {
  return (
    <Layout
      title="Labs"
      description="Exercises in Kubernetes and OpenShift networking that run in your browser."
    >
      <main className="container margin-vert--lg">
        <Catalogue />
      </main>
    </Layout>
  );
}

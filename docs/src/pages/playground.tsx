import BrowserOnly from "@docusaurus/BrowserOnly";
import { HtmlClassNameProvider } from "@docusaurus/theme-common";
import Layout from "@theme/Layout";
import { lazy, type ReactNode, Suspense } from "react";

const PlaygroundPage = lazy(async () => ({
  default: (await import("../lab/playground/playground-page.tsx")).PlaygroundPage,
}));

export default function Playground(): ReactNode {
  const loading = <p className="pw-author__loading">Loading…</p>;
  return (
    <HtmlClassNameProvider className="pw-lab-page">
      <Layout title="Playground" description="Your own manifests and a request: what happens to it, and why.">
        <main>
          <noscript>
            <p className="pw-author__loading">The playground needs JavaScript; podwire trace does without.</p>
          </noscript>
          <BrowserOnly fallback={loading}>
            {() => (
              <Suspense fallback={loading}>
                <PlaygroundPage />
              </Suspense>
            )}
          </BrowserOnly>
        </main>
      </Layout>
    </HtmlClassNameProvider>
  );
}

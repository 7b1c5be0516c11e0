import BrowserOnly from "@docusaurus/BrowserOnly";
import { HtmlClassNameProvider } from "@docusaurus/theme-common";
import Layout from "@theme/Layout";
import { lazy, type ReactNode, Suspense } from "react";

const AuthorPage = lazy(async () => ({
  default: (await import("../../lab/author/author-page.tsx")).AuthorPage,
}));

export default function Author(): ReactNode {
  const loading = <p className="pw-author__loading">Loading…</p>;
  return (
    <HtmlClassNameProvider className="pw-lab-page">
      <Layout
        title="Write a lab"
        description="Write a lab in the browser, try it, record it, and take it along."
      >
        <main>
          <noscript>
            <p className="pw-author__loading">
              Writing a lab here needs JavaScript; podwire lab new does without.
            </p>
          </noscript>
          <BrowserOnly fallback={loading}>
            {() => (
              <Suspense fallback={loading}>
                <AuthorPage />
              </Suspense>
            )}
          </BrowserOnly>
        </main>
      </Layout>
    </HtmlClassNameProvider>
  );
}

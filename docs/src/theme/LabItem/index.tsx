import { DocProvider } from "@docusaurus/plugin-content-docs/client";
import { HtmlClassNameProvider } from "@docusaurus/theme-common";
import { LabHead } from "@site/src/lab/parts/lab-head.tsx";
import { LabLayout } from "@site/src/lab/parts/lab-layout.tsx";
import { Onward } from "@site/src/lab/parts/onward.tsx";
import { LabProvider } from "@site/src/lab/state/lab-provider.tsx";
import type { LabPageData, LoadSolution } from "@site/src/lab/state/page-data.ts";
import type { Props } from "@theme/DocItem";
import DocItemMetadata from "@theme/DocItem/Metadata";
import MDXContent from "@theme/MDXContent";
import type { ReactNode } from "react";

/** What the build added to the page's module. */
interface LabModule {
  readonly labPage: LabPageData;
  readonly loadSolution: LoadSolution;
}

/** A lab's page: the text with its tasks, and the workbench beside it. */
export default function LabItem({ content: Content }: Props): ReactNode {
  const { labPage, loadSolution } = Content as unknown as LabModule;
  return (
    <DocProvider content={Content}>
      <HtmlClassNameProvider className="pw-lab-page">
        <DocItemMetadata />
        <LabProvider page={labPage} loadSolution={loadSolution}>
          <LabLayout>
            <article className="markdown">
              <LabHead lab={labPage.lab} />
              <MDXContent>
                <Content />
              </MDXContent>
              <Onward />
            </article>
          </LabLayout>
        </LabProvider>
      </HtmlClassNameProvider>
    </DocProvider>
  );
}

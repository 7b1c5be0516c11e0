import { DocProvider } from "@docusaurus/plugin-content-docs/client";
import { HtmlClassNameProvider } from "@docusaurus/theme-common";
import { MDXProvider } from "@mdx-js/react";
import { LabHead } from "@site/src/lab/parts/lab-head.tsx";
import { LabLayout } from "@site/src/lab/parts/lab-layout.tsx";
import { Onward } from "@site/src/lab/parts/onward.tsx";
import { Predict, Run } from "@site/src/lab/parts/predict.tsx";
import { Task } from "@site/src/lab/parts/task.tsx";
import { LabProvider } from "@site/src/lab/state/lab-provider.tsx";
import type { LabPageData, LoadSolution } from "@site/src/lab/state/page-data.ts";
import type { Props } from "@theme/DocItem";
import DocItemMetadata from "@theme/DocItem/Metadata";
import MDXComponents from "@theme/MDXComponents";
import type { ReactNode } from "react";

/** What the build added to the page's module. */
interface LabModule {
  readonly labPage: LabPageData;
  readonly loadSolution: LoadSolution;
}

/** What only labs have stays out of every other page's script. */
const COMPONENTS = { ...MDXComponents, Predict, Run, Task };

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
              <MDXProvider components={COMPONENTS}>
                <Content />
              </MDXProvider>
              <Onward />
            </article>
          </LabLayout>
        </LabProvider>
      </HtmlClassNameProvider>
    </DocProvider>
  );
}

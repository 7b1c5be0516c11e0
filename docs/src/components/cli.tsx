import CodeBlock from "@theme/CodeBlock";
import TabItem from "@theme/TabItem";
import Tabs from "@theme/Tabs";
import type { ReactNode } from "react";

/** The same command for both command lines; which one a reader prefers is remembered for all pages. */
export function Cli({ kubectl, oc }: { readonly kubectl: string; readonly oc: string }): ReactNode {
  return (
    <Tabs groupId="cli" className="pw-cli">
      <TabItem value="kubectl" label="kubectl" default>
        <CodeBlock language="bash">{kubectl}</CodeBlock>
      </TabItem>
      <TabItem value="oc" label="oc">
        <CodeBlock language="bash">{oc}</CodeBlock>
      </TabItem>
    </Tabs>
  );
}

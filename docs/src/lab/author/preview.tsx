import Admonition from "@theme/Admonition";
import { type ComponentType, type ReactNode, useMemo } from "react";
import { Cli } from "../../components/cli.tsx";
import { LabHead } from "../parts/lab-head.tsx";
import { Predict, Run } from "../parts/predict.tsx";
import { Task } from "../parts/task.tsx";
import { useLab } from "../state/lab-context.tsx";
import { useAuthor } from "./author-context.tsx";
import { ADMONITION, type Components, rendered } from "./mdx.ts";

/** The lab's text as a learner sees it, while its author writes it. */
export function Preview(): ReactNode {
  const { project, goTo } = useAuthor();
  const { lab } = useLab();
  const page = project.files["index.mdx"] ?? "";
  const { content, problem } = useMemo(() => rendered(page, COMPONENTS), [page]);
  return (
    <article className="markdown">
      <LabHead lab={lab} />
      {problem === undefined ? null : (
        <p className="pw-preview__problem" role="alert">
          The text cannot be shown from here on:{" "}
          <button type="button" className="pw-link" onClick={() => goTo("index.mdx", problem.line)}>
            index.mdx:{problem.line}
          </button>{" "}
          {problem.message}
        </p>
      )}
      {content}
    </article>
  );
}

function Boxed({
  kind,
  label,
  children,
}: {
  readonly kind: string;
  readonly label?: string;
  readonly children: ReactNode;
}): ReactNode {
  return (
    <Admonition type={kind} {...(label === undefined ? {} : { title: label })}>
      {children}
    </Admonition>
  );
}

/** Only pages of the site and of the web: a lab is a text that somebody else may have written. */
function SafeLink({
  href = "",
  children,
}: {
  readonly href?: string;
  readonly children: ReactNode;
}): ReactNode {
  return /^(#|\/(?!\/)|https:\/\/)/.test(href) ? <a href={href}>{children}</a> : <span>{children}</span>;
}

function Picture({ alt = "" }: { readonly alt?: string }): ReactNode {
  return <span className="pw-chip">picture: {alt}</span>;
}

const COMPONENTS: Components = {
  Task,
  Predict,
  Run,
  Cli,
  a: SafeLink,
  img: Picture,
  [ADMONITION]: Boxed,
} satisfies Record<string, ComponentType<never>>;

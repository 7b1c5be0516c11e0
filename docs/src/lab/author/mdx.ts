import { toJsxRuntime } from "hast-util-to-jsx-runtime";
import { directiveFromMarkdown } from "mdast-util-directive";
import { fromMarkdown } from "mdast-util-from-markdown";
import { gfmFromMarkdown } from "mdast-util-gfm";
import { mdxJsxFromMarkdown } from "mdast-util-mdx-jsx";
import { toHast } from "mdast-util-to-hast";
import { directive } from "micromark-extension-directive";
import { gfm } from "micromark-extension-gfm";
import { mdxJsx } from "micromark-extension-mdx-jsx";
import type { ComponentType, ReactNode } from "react";
import { Fragment, jsx, jsxs } from "react/jsx-runtime";

interface Directive {
  readonly type: string;
  readonly name: string;
  readonly children: readonly { readonly data?: { readonly directiveLabel?: boolean } }[];
  data?: object;
}

export type Components = Readonly<Record<string, ComponentType<never>>>;

/** Tag of an admonition in the tree, for the table of components. */
export const ADMONITION = "pw-admonition";

export interface Rendered {
  readonly content?: ReactNode;
  /** What is wrong with the text, and in which line of the file. */
  readonly problem?: { readonly line: number; readonly message: string };
}

/**
 * A lab's page without its compiler: that makes code out of the text, and no page may run such. What labs use of MDX is
 * Markdown, admonitions, and components whose attributes are texts.
 */
export function rendered(page: string, components: Components): Rendered {
  // Lines keep their numbers when what is above the text is blanked.
  const text = page.replace(/^---\r?\n[\s\S]*?\r?\n---(?=\r?\n|$)/, (front) => front.replace(/[^\n]/g, ""));
  try {
    return { content: contentOf(text, components) };
  } catch (error) {
    return { problem: problemOf(error) };
  }
}

function contentOf(text: string, components: Components): ReactNode {
  const tree = fromMarkdown(text, {
    // Only blocks are admonitions: a colon in a line is a colon.
    extensions: [gfm(), { flow: directive().flow ?? {} }, mdxJsx()],
    mdastExtensions: [gfmFromMarkdown(), directiveFromMarkdown(), mdxJsxFromMarkdown()],
  });
  for (const node of tree.children) asAdmonition(node as unknown as Directive);
  const known = Object.keys(components).filter((name) => /^[A-Z]/.test(name));
  const handler: Handler = (state, node) => componentOf(node, known, (of) => state.all(of));
  const hast = toHast(tree, { handlers: { mdxJsxFlowElement: handler, mdxJsxTextElement: handler } });
  return toJsxRuntime(hast as never, { Fragment, jsx, jsxs, components: components as never }) as ReactNode;
}

interface JsxNode {
  readonly name?: string | null;
  readonly attributes: readonly { readonly type: string; readonly name?: string; readonly value?: unknown }[];
  readonly position?: { readonly start: { readonly line: number } };
}

type Handlers = NonNullable<NonNullable<Parameters<typeof toHast>[1]>["handlers"]>;
type Handler = NonNullable<Handlers["html"]>;

class TextError extends Error {
  readonly line: number;
  constructor(line: number, message: string) {
    super(message);
    this.line = line;
  }
}

/** An element of the page's own table, whose attributes are texts: anything else would be code. */
function componentOf(
  node: JsxNode,
  known: readonly string[],
  all: (node: never) => readonly unknown[],
): ReturnType<Handler> {
  const line = node.position?.start.line ?? 1;
  const name = node.name ?? "";
  if (!known.includes(name))
    throw new TextError(line, `there is no component ${name}; a lab's page has ${known.join(", ")}`);
  const properties = node.attributes.map(({ name: key = "", value }): [string, string] => {
    if (typeof value !== "string")
      throw new TextError(line, `${key || "{…}"} of ${name} is no text in quotes; code does not run here`);
    return [key, value];
  });
  return {
    type: "element",
    tagName: name,
    properties: Object.fromEntries(properties),
    children: all(node as never) as never,
  };
}

function asAdmonition(node: Directive): void {
  if (node.type !== "containerDirective") return;
  const [first] = node.children;
  const title = first?.data?.directiveLabel === true ? textOf(first) : undefined;
  node.data = {
    hName: ADMONITION,
    hProperties: { kind: node.name, ...(title === undefined ? {} : { label: title }) },
  };
}

function textOf(node: unknown): string {
  const { value = "", children = [] } = node as {
    readonly value?: string;
    readonly children?: readonly unknown[];
  };
  return value + children.map(textOf).join("");
}

function problemOf(error: unknown): { readonly line: number; readonly message: string } {
  if (error instanceof TextError) return { line: error.line, message: error.message };
  const { reason, message, place, line } = error as {
    readonly reason?: string;
    readonly message?: string;
    readonly line?: number;
    readonly place?: { readonly line?: number; readonly start?: { readonly line: number } };
  };
  return {
    line: line ?? place?.line ?? place?.start?.line ?? 1,
    message: reason ?? message ?? String(error),
  };
}

/** The few shapes of a Markdown tree that our plugins touch. */
export interface Node {
  type: string;
  lang?: string | null;
  meta?: string | null;
  value?: string;
  name?: string | null;
  children?: Node[];
  attributes?: Attribute[];
  data?: unknown;
}

interface Attribute {
  readonly type: "mdxJsxAttribute";
  readonly name: string;
  readonly value: string | null;
}

export function attribute(name: string, value: string): Attribute {
  return { type: "mdxJsxAttribute", name, value };
}

/** A component in the page; values travel as text. */
export function component(name: string, props: Readonly<Record<string, string>>): Node {
  return {
    type: "mdxJsxFlowElement",
    name,
    attributes: Object.entries(props).map(([key, value]) => attribute(key, value)),
    children: [],
  };
}

/** `export const NAME = VALUE` in the page's module, where VALUE is data. */
export function exportedData(name: string, value: unknown): Node {
  return exported(name, {
    type: "CallExpression",
    optional: false,
    callee: {
      type: "MemberExpression",
      computed: false,
      optional: false,
      object: { type: "Identifier", name: "JSON" },
      property: { type: "Identifier", name: "parse" },
    },
    arguments: [{ type: "Literal", value: JSON.stringify(value) }],
  });
}

/** `export const NAME = () => import(SOURCE)` in the page's module. */
export function exportedLoader(name: string, source: string): Node {
  return exported(name, {
    type: "ArrowFunctionExpression",
    async: false,
    expression: true,
    params: [],
    body: { type: "ImportExpression", source: { type: "Literal", value: source } },
  });
}

function exported(name: string, init: object): Node {
  const declaration = {
    type: "VariableDeclaration",
    kind: "const",
    declarations: [{ type: "VariableDeclarator", id: { type: "Identifier", name }, init }],
  };
  const statement = {
    type: "ExportNamedDeclaration",
    specifiers: [],
    source: null,
    attributes: [],
    declaration,
  };
  const estree = { type: "Program", sourceType: "module", comments: [], body: [statement] };
  return { type: "mdxjsEsm", value: "", data: { estree } };
}

import Handlebars from "handlebars/runtime.js";

/** What is used of the runtime, which ships without types. */
interface Runtime {
  template(precompiled: unknown): (context: unknown, options: unknown) => string;
}

const runtime = Handlebars as unknown as Runtime;

/** What a precompiled template writes of a context. */
export function templateOf(precompiled: unknown): (context: unknown) => string {
  const write = runtime.template(precompiled);
  return (context) => write(context, {});
}

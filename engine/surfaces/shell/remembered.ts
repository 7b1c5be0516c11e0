import type { Bash } from "just-bash/browser";

type Plugin = Parameters<Bash["registerTransformPlugin"]>[0];
type Statement = Parameters<Plugin["transform"]>[0]["ast"]["statements"][number];

/**
 * What a shell keeps from one line to the next besides its variables, which just-bash begins anew for each: functions, and
 * how the last command ended.
 */
export class Remembered {
  readonly #functions = new Map<string, Statement>();
  #exitCode = 0;

  /** From now on every line finds the functions of the lines before. */
  attach(bash: Bash): void {
    bash.registerTransformPlugin({
      name: "functions",
      transform: ({ ast }) => {
        const before = [...this.#functions.values()];
        for (const statement of ast.statements)
          for (const name of defined(statement)) this.#functions.set(name, statement);
        return { ast: { ...ast, statements: [...before, ...ast.statements] } };
      },
    });
  }

  /** The line, begun where the last one ended if it asks how that was. */
  begun(line: string): string {
    return this.#exitCode !== 0 && /\$(\?|\{\?\})/.test(line) ? `(exit ${this.#exitCode}); ${line}` : line;
  }

  ended(exitCode: number): void {
    this.#exitCode = exitCode;
  }
}

/** The function that a statement defines and does nothing else. */
function defined({ pipelines }: Statement): readonly string[] {
  const commands = pipelines.flatMap((pipeline) => pipeline.commands);
  const names = commands.flatMap((command) => (command.type === "FunctionDef" ? [command.name] : []));
  return names.length === commands.length ? names : [];
}

/** A chain as `iptables-save` writes it, and its rules without `-A CHAIN`. */
export interface Chain {
  readonly name: string;
  /** Built-in chains have a policy, others count who jumps to them. */
  readonly policy: string | undefined;
  readonly rules: string[];
}

export type Tables = ReadonlyMap<string, readonly Chain[]>;

/** Tables of the kernel, and the chains that each of them has before anybody adds one. */
const BUILT_IN: Readonly<Record<string, readonly string[]>> = {
  filter: ["INPUT", "FORWARD", "OUTPUT"],
  nat: ["PREROUTING", "INPUT", "OUTPUT", "POSTROUTING"],
  mangle: ["PREROUTING", "INPUT", "FORWARD", "OUTPUT", "POSTROUTING"],
  raw: ["PREROUTING", "OUTPUT"],
  security: ["INPUT", "FORWARD", "OUTPUT"],
};

/** Every table there is, those of `saved` filled. */
export function tablesOf(saved: string): Tables {
  const tables = new Map<string, readonly Chain[]>();
  for (const [name, chains] of Object.entries(BUILT_IN))
    tables.set(
      name,
      chains.map((chain) => ({ name: chain, policy: "ACCEPT", rules: [] })),
    );
  for (const section of saved.split(/^COMMIT\n/m)) {
    const name = /^\*(\w+)/.exec(section)?.[1];
    if (name === undefined) continue;
    const chains = [...section.matchAll(/^:(\S+) (\S+) /gm)].map(([, chain = "", policy]) => ({
      name: chain,
      policy: policy === "-" ? undefined : policy,
      rules: [] as string[],
    }));
    const byName = new Map(chains.map((chain) => [chain.name, chain]));
    for (const [, chain = "", rule = ""] of section.matchAll(/^-A (\S+) ?(.*)$/gm))
      byName.get(chain)?.rules.push(rule);
    tables.set(name, chains);
  }
  return tables;
}

/** Words of a rule: what stands in quotes is one, and a backslash keeps what follows. */
export function wordsOf(rule: string): readonly string[] {
  return [...rule.matchAll(/"((?:[^"\\]|\\.)*)"|(\S+)/g)].map(([, quoted, plain]) =>
    quoted === undefined ? (plain ?? "") : quoted.replace(/\\(.)/g, "$1"),
  );
}

export function referencesTo(chains: readonly Chain[]): ReadonlyMap<string, number> {
  const count = new Map<string, number>();
  for (const rule of chains.flatMap(({ rules }) => rules)) {
    const target = / -j (\S+)/.exec(` ${rule}`)?.[1];
    if (target !== undefined) count.set(target, (count.get(target) ?? 0) + 1);
  }
  return count;
}

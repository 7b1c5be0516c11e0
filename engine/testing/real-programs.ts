import { spawnSync } from "node:child_process";
import { expect, it } from "vitest";

/** How a program is asked for its version (`dig -v`), and the versions whose words are the ones to compare with. */
export type Programs = Readonly<Record<string, RegExp>>;

/**
 * Whether a comparison with real programs has to be left out here, which is then said aloud: a program is not there or is
 * another version, or namespaces (options of `unshare`) cannot be made. In CI a program that is not there is a failure:
 * `.ci/run` installs them all.
 */
export function cannotAsk(what: string, programs: Programs, namespaces: string): boolean {
  const asked = Object.entries(programs).map(([line, version]) => {
    const [program = "", ...args] = line.split(" ");
    const { error, stdout, stderr } = spawnSync(program, args, { encoding: "utf8" });
    const said = `${stdout}${stderr}`;
    const [first = ""] = said.split("\n");
    const isOther = error === undefined && !version.test(said);
    return {
      program,
      isAbsent: error !== undefined,
      other: isOther ? `${program} is another version: ${first}` : "",
    };
  });
  const absent = asked.filter(({ isAbsent }) => isAbsent).map(({ program }) => program);
  const canIsolate = spawnSync("unshare", [namespaces, "true"]).status === 0;
  const missing = [
    ...absent,
    ...asked.map(({ other }) => other).filter((other) => other !== ""),
    ...(canIsolate ? [] : [`unshare ${namespaces}`]),
  ];
  if (missing.length === 0) return false;
  const said = `NOT RUN: ${what} compared with the real thing; missing: ${missing.join(", ")}`;
  console.warn(said);
  it.skipIf(process.env["CI"] !== "true")(said, () => {
    expect(absent, "not installed; .ci/run installs them").toEqual([]);
  });
  return true;
}

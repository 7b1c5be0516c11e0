import type { Branch, ObjectName } from "../engine/index.ts";
import { StepError } from "./errors.ts";
import { mismatch, percent } from "./mismatch.ts";
import { BACKEND_KINDS, findName } from "./names.ts";
import type { Table } from "./registry.ts";
import { rowsOf } from "./table.ts";
import type { World } from "./world.ts";

export const SHARES_EXAMPLE: string = [
  "Then 300 requests reach:",
  "  | backend    | share |",
  "  | shop/api-1 | 1/3   |",
  "  | shop/api-2 | 2/3   |",
].join("\n");

interface Share {
  readonly value: number;
  /** How far the observed share may be off: nothing for a fraction, rounding for a percentage. */
  readonly tolerance: number;
}

/**
 * The engine knows shares exactly, so the number of requests only says what a real target has to send. Each row is a
 * claim of its own; backends that no row names may have the rest.
 */
export function checkShares(world: World, requests: number, table: Table): void {
  const rows = rowsOf(table, ["backend", "share"]);
  if (requests < 1) throw new StepError("0 requests reach nobody; say at least 1");
  const { trace } = world.asked();
  const wrong: string[] = [];
  for (const { backend = "", share: text = "" } of rows) {
    if (backend === "") throw new StepError("a row names no backend");
    const share = parseShare(text);
    const is = backendTest(world, backend);
    const observed = trace.branches.filter(is).reduce((sum, branch) => sum + branch.share, 0);
    if (Math.abs(observed - share.value) > share.tolerance) {
      wrong.push(`${backend} gets ${percent(observed)}, expected ${text}`);
    }
  }
  if (wrong.length === 0) return;
  const expected = rows.map(({ backend, share }) => `${backend} ${share}`).join(", ");
  throw mismatch(`${requests} requests reach ${expected}`, trace, wrong.join("; "));
}

function parseShare(text: string): Share {
  const fraction = /^(\d+)\/(\d+)$/.exec(text);
  const ratio = /^(\d+(?:\.\d+)?)%$/.exec(text);
  const value = fraction === null ? Number(ratio?.[1]) / 100 : Number(fraction[1]) / Number(fraction[2]);
  if (!(value >= 0 && value <= 1)) throw new StepError(`"${text}" is no share; write 1/3 or 33%`);
  return { value, tolerance: fraction === null ? 0.005 : 1e-6 };
}

/** `[pod/|service/][NAMESPACE/]NAME` of a pod, workload or Service, or an address. Errs when there is none of that name. */
function backendTest(world: World, text: string): (branch: Branch) => boolean {
  const arrived = ({ ending }: Branch): boolean => ending.kind === "answered" || ending.kind === "connected";
  if (/^[\d.]+$|:/.test(text)) return (branch) => arrived(branch) && branch.reached.address === text;
  const [, only, rest = text] = /^(pod|service)\/(.+)$/.exec(text) ?? [];
  const kinds =
    only === "pod" || only === "service" ? BACKEND_KINDS[only] : Object.values(BACKEND_KINDS).flat();
  const wanted = findName(world.cluster(), "backend", kinds, rest, world.namespace);
  const is = (name: ObjectName | undefined): boolean =>
    name !== undefined && name.name === wanted.name && name.namespace === wanted.namespace;
  return (branch) => {
    const { pod, workload, service } = branch.reached;
    return arrived(branch) && (only === "service" ? is(service) : is(pod) || is(workload) || is(service));
  };
}

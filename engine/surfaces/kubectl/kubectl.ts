import type { Kubectl } from "../shell/kubectl-command.ts";
export const kubectlFor = (_c: unknown, o: { namespace: string }): { namespace: () => string; kubectl: Kubectl } => ({ namespace: () => o.namespace, kubectl: () => ({ stdout: "", stderr: "stub\n", exitCode: 3 }) });

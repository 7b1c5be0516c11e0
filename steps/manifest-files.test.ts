import { chmodSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { StepError } from "./errors.ts";
import { MAX_FILE_SIZE, readManifestFiles } from "./manifest-files.ts";

let cwd = "";
let path: string | undefined;

beforeEach(() => {
  cwd = mkdtempSync(join(tmpdir(), "manifest-files-"));
  path = process.env["PATH"];
});
afterEach(() => {
  process.env["PATH"] = path;
  rmSync(cwd, { recursive: true });
});

function write(name: string, content: string | Buffer = `# ${name}\n`): void {
  mkdirSync(dirname(join(cwd, name)), { recursive: true });
  writeFileSync(join(cwd, name), content);
}

/** Puts a tool on the path that prints its own name and arguments, and nothing else on the path but the shell. */
function tool(name: string, script = 'echo "# $0 $@" | sed "s|.*/||"'): void {
  write(`bin/${name}`, `#!/bin/sh\n${script}\n`);
  chmodSync(join(cwd, "bin", name), 0o755);
}

const read = (...paths: readonly string[]): readonly string[] =>
  readManifestFiles(paths, { cwd }).files.map(({ name }) => name);

function refuses(paths: readonly string[], message: string): void {
  expect(() => read(...paths)).toThrow(StepError);
  expect(() => read(...paths)).toThrow(message);
}

describe("manifest files", () => {
  it("reads files as they are and folders sorted, all the way down", () => {
    for (const name of [
      "k8s/b.yaml",
      "k8s/a/2.yml",
      "k8s/a/1.json",
      "k8s/README.md",
      "k8s/.git/x.yaml",
      "one.txt",
    ])
      write(name);
    const { files, ignored } = readManifestFiles(["k8s", "one.txt"], { cwd });
    expect(files).toEqual([
      { name: "k8s/a/1.json", text: "# k8s/a/1.json\n" },
      { name: "k8s/a/2.yml", text: "# k8s/a/2.yml\n" },
      { name: "k8s/b.yaml", text: "# k8s/b.yaml\n" },
      { name: "one.txt", text: "# one.txt\n" },
    ]);
    expect(ignored).toEqual(["k8s/README.md"]);
  });
  it("names files after the working directory, wherever the paths start", () => {
    write("features/k8s/a.yaml");
    const { files } = readManifestFiles(["k8s"], { cwd, base: join(cwd, "features") });
    expect(files.map(({ name }) => name)).toEqual(["features/k8s/a.yaml"]);
  });
  it("takes - for the text piped in", () => {
    expect(readManifestFiles(["-"], { cwd, stdin: "kind: Pod" }).files).toEqual([
      { name: "<stdin>", text: "kind: Pod" },
    ]);
    refuses(["-"], "nothing was piped in");
  });
  it("follows links, but not in circles, and refuses those that lead nowhere", () => {
    write("k8s/a.yaml");
    symlinkSync(join(cwd, "k8s"), join(cwd, "k8s/again"));
    write("other/b.yaml");
    symlinkSync(join(cwd, "other"), join(cwd, "k8s/more"));
    expect(read("k8s")).toEqual(["k8s/a.yaml", "k8s/more/b.yaml"]);
    symlinkSync(join(cwd, "gone"), join(cwd, "k8s/z.yaml"));
    refuses(["k8s"], "k8s/z.yaml: the link leads nowhere");
  });
  it("refuses what is missing, with what may be meant", () => {
    write("k8s/a.yaml");
    refuses(["k9s"], 'k9s: no such file or folder; did you mean "k8s"?');
    refuses(["k8s/b.yaml"], 'did you mean "k8s/a.yaml"?');
    refuses(["no/where.yaml"], "no/where.yaml: no such file or folder");
  });
  it("refuses what is no text, by name", () => {
    write("binary.yaml", Buffer.from([0x7f, 0x45, 0x4c, 0x46, 0, 1]));
    refuses(["binary.yaml"], "binary.yaml: is a binary file");
    write("latin.yaml", Buffer.from([0x61, 0x3a, 0x20, 0xe9]));
    refuses(["latin.yaml"], "latin.yaml: is not UTF-8");
    write("large.yaml", Buffer.alloc(MAX_FILE_SIZE + 1, "#"));
    refuses(["large.yaml"], "large.yaml: 11 MB is too large");
  });
  it("reads a folder without manifests as none", () => {
    write("k8s/README.md");
    expect(read("k8s")).toEqual([]);
  });
});

describe("folders that a tool builds", () => {
  const only = (): void => {
    process.env["PATH"] = `${join(cwd, "bin")}`;
  };
  it("kustomize: by kubectl, else by kustomize, else with the line to pipe", () => {
    write("k8s/kustomization.yaml");
    write("k8s/deployment.yaml");
    only();
    refuses(
      ["k8s"],
      "needs kubectl or kustomize, which is not installed; pipe its output instead: kubectl kustomize k8s |",
    );
    tool("kustomize", 'echo "kustomize $1"');
    expect(readManifestFiles(["k8s"], { cwd }).files).toEqual([
      { name: "k8s/kustomization.yaml (built)", text: "kustomize build\n" },
    ]);
    tool("kubectl", 'echo "kubectl $1"');
    expect(readManifestFiles(["k8s"], { cwd }).files[0]?.text).toBe("kubectl kustomize\n");
  });
  it("helm: by helm template, and says why when it fails", () => {
    write("charts/shop/Chart.yaml");
    write("charts/shop/templates/a.yaml", "{{ not yaml }}");
    only();
    refuses(["charts"], "pipe its output instead: helm template shop charts/shop |");
    tool("helm", 'echo "helm $1 $2"');
    expect(readManifestFiles(["charts"], { cwd }).files).toEqual([
      { name: "charts/shop/Chart.yaml (built)", text: "helm template shop\n" },
    ]);
    tool("helm", 'echo "noise" >&2; echo "values are missing" >&2; exit 1');
    refuses(["charts"], "charts/shop/Chart.yaml: helm failed: values are missing");
  });
});

import { readdirSync, readFileSync } from "node:fs";
import { resolve } from "node:path";
import { dump } from "js-yaml";
import { describe, expect, it } from "vitest";
import { Cluster, type KubernetesObject, profileNamed } from "./index.ts";
import { run } from "./surfaces/cli/run.ts";

const root = resolve(import.meta.dirname, "..");

/** Inputs `golden/CASE.yaml` under a folder. Their first comment says what to look at, their second how to ask. */
function goldenInputs(folder: string): readonly string[] {
  return readdirSync(`${root}/${folder}`, { recursive: true, encoding: "utf8" })
    .filter((path) => /\/golden\/[^/.]+\.yaml$/.test(path))
    .map((path) => `${folder}/${path}`)
    .sort();
}

function asked(path: string, text: string): string {
  const line = /^#> podwire (.+)$/m.exec(text)?.[1];
  if (line === undefined) throw new Error(`${path}: no line "#> podwire …"`);
  return line;
}

/** What the command may warn of: lines `#! text`, a part of the warning each. */
function warnings(text: string): readonly unknown[] {
  return text
    .split("\n")
    .filter((line) => line.startsWith("#! "))
    .map((line) => expect.stringContaining(line.slice("#! ".length)));
}

describe("functions: a trace per golden input", () => {
  it.each(goldenInputs("engine/network/functions"))("%s", async (path) => {
    const [command = "", ...words] = asked(path, readFileSync(`${root}/${path}`, "utf8")).split(" ");
    const out: string[] = [];
    const notes: string[] = [];
    const code = await run([command, "-f", path, "-o", "json", ...words], {
      out: (text) => void out.push(text),
      note: (text) => void notes.push(text),
      cwd: root,
      color: false,
      watched: false,
      interactive: false,
      width: 100,
      stdin: () => "",
    });
    expect(notes).toEqual(warnings(readFileSync(`${root}/${path}`, "utf8")));
    expect(code).toBeLessThan(2);
    await expect(out.join("")).toMatchFileSnapshot(`${root}/${path.replace(/\.yaml$/, ".trace.json")}`);
  });
});

/** What the ambient cluster holds besides the input would only hide what the controller did. */
function isOfTheInput(object: KubernetesObject): boolean {
  const { spec = {} } = object as { readonly spec?: { readonly parentRef?: { readonly namespace: string } } };
  const namespace = object.metadata.namespace ?? spec.parentRef?.namespace;
  return namespace === undefined
    ? ["Node", "ServiceCIDR", "EgressIP"].includes(object.kind)
    : !["kube-system", "default", "kube-public", "kube-node-lease"].includes(namespace);
}

describe("controllers: the objects after each golden input", () => {
  it.each(goldenInputs("engine/cluster/controllers"))("%s", async (path) => {
    const text = readFileSync(`${root}/${path}`, "utf8");
    const [, ...words] = asked(path, text).split(" ");
    const flag = words.indexOf("--profile");
    const kinds = flag < 0 ? words : words.slice(0, flag);
    const profile = flag < 0 ? "kubeadm" : profileNamed(words[flag + 1] ?? "");
    const cluster = Cluster.load([{ name: path, text }], { profile });
    expect(cluster.issues).toEqual([]);
    const objects = cluster.objects().filter((object) => kinds.includes(object.kind) && isOfTheInput(object));
    expect(objects).not.toEqual([]);
    const yaml = objects.map((object) => dump(object, { noRefs: true, lineWidth: 110 })).join("---\n");
    await expect(yaml).toMatchFileSnapshot(`${root}/${path.replace(/\.yaml$/, ".objects.yaml")}`);
  });
});

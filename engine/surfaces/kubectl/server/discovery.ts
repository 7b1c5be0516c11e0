import { PlainError } from "../failure.ts";
import { type Json, listAt, textAt } from "./api.ts";
import type { Client } from "./client.ts";
import { groupVersion, qualifiedName, type Resource } from "./resource.ts";

const AGGREGATED = "application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList,application/json";

/** What a server serves, and how names that people type lead to it. */
export class Discovery {
  /** In the server's order, preferred versions first. */
  readonly resources: readonly Resource[];

  constructor(client: Client) {
    const groups = ["/api", "/apis"].flatMap((path) => listAt(client.json(path, AGGREGATED), "items"));
    this.resources = groups.flatMap(resourcesOf);
  }

  get groupVersions(): readonly string[] {
    return [...new Set(this.resources.map(groupVersion))];
  }

  /** The resource of a word as `po`, `deployments.apps`, `ingresses.v1.networking.k8s.io` or `Service`. */
  named(word: string): Resource {
    const found = this.find(word);
    if (found !== undefined) return found;
    throw new PlainError(
      `the server doesn't have a resource type ${JSON.stringify(word.split(".")[0] ?? "")}`,
    );
  }

  find(word: string): Resource | undefined {
    const lower = word.toLowerCase();
    const [name = "", version = "", ...rest] = lower.split(".");
    const group = lower.slice(name.length + 1);
    // Only short names tell capitals from small letters.
    const short = word.split(".")[0] ?? "";
    const exact = this.#pick(name, short, rest.join("."), version);
    if (rest.length > 0 && exact !== undefined) return exact;
    return this.#pick(name, short, group, undefined);
  }

  #pick(name: string, short: string, group: string, version: string | undefined): Resource | undefined {
    const fits = (one: Resource): boolean =>
      (one.plural === name || one.singular === name) && (version === undefined || one.version === version);
    const inGroup = (wanted: (own: string) => boolean): Resource | undefined =>
      this.resources.find((one) => fits(one) && wanted(one.group)) ??
      this.resources.find((one) => one.shortNames.includes(short) && wanted(one.group));
    if (group === "") return inGroup(() => true);
    return inGroup((own) => own === group) ?? inGroup((own) => own.startsWith(group));
  }

  /** The resource of a manifest's kind; `undefined` when it is not served. */
  ofKind(apiVersion: string, kind: string): Resource | undefined {
    return this.resources.find((one) => one.kind === kind && groupVersion(one) === apiVersion);
  }

  /** The members of a category such as `all`, once per group. */
  inCategory(category: string): readonly Resource[] {
    const seen = new Set<string>();
    return this.resources.filter((one) => {
      if (!one.categories.includes(category) || seen.has(qualifiedName(one))) return false;
      seen.add(qualifiedName(one));
      return true;
    });
  }
}

function resourcesOf(group: Json): readonly Resource[] {
  const name = textAt(group, "metadata", "name");
  return listAt(group, "versions").flatMap((version) =>
    listAt(version, "resources").map((resource) => ({
      group: name,
      version: textAt(version, "version"),
      kind: textAt(resource, "responseKind", "kind"),
      plural: textAt(resource, "resource"),
      singular: textAt(resource, "singularResource"),
      shortNames: texts(resource["shortNames"]),
      categories: texts(resource["categories"]),
      namespaced: resource["scope"] === "Namespaced",
      verbs: texts(resource["verbs"]),
      subresources: listAt(resource, "subresources").map((one) => textAt(one, "subresource")),
    })),
  );
}

function texts(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.map(String) : [];
}

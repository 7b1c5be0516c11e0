import type { KubernetesObject } from "../../api/meta.ts";

/** An object does not change once it is stored, so each is put into words once. */
const texts = new WeakMap<KubernetesObject, string>();

/** The object's JSON in a served version. */
export function encodeObject(object: KubernetesObject, apiVersion: string): string {
  if (object.apiVersion !== apiVersion) return JSON.stringify({ ...object, apiVersion });
  let text = texts.get(object);
  if (text === undefined) {
    text = JSON.stringify(object);
    texts.set(object, text);
  }
  return text;
}

/** The text of a whole list of objects, kept as long as the list is. */
const lists = new WeakMap<readonly KubernetesObject[], Map<string, string>>();

/** Objects of one list, separated by commas. */
export function encodeItems(objects: readonly KubernetesObject[], apiVersion: string): string {
  let known = lists.get(objects);
  if (known === undefined) {
    known = new Map();
    lists.set(objects, known);
  }
  let text = known.get(apiVersion);
  if (text === undefined) {
    text = objects.map((object) => encodeObject(object, apiVersion)).join(",");
    known.set(apiVersion, text);
  }
  return text;
}

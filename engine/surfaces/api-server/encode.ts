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

/** The text of a whole list, kept as long as the list of objects is: by what stands before the items. */
const lists = new WeakMap<readonly KubernetesObject[], Map<string, string>>();

/** The JSON of a list in a served version; `head` is its object without items. */
export function encodeList(
  head: Readonly<Record<string, unknown>>,
  objects: readonly KubernetesObject[],
  apiVersion: string,
): string {
  let known = lists.get(objects);
  if (known === undefined) {
    known = new Map();
    lists.set(objects, known);
  }
  const start = JSON.stringify(head).slice(0, -1);
  let text = known.get(start);
  if (text === undefined) {
    const items = objects.map((object) => encodeObject(object, apiVersion));
    text = `${start},"items":[${items.join(",")}]}`;
    known.set(start, text);
  }
  return text;
}

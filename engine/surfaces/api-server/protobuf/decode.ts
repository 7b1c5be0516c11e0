import { formatTimestamp } from "../../../values/clock.ts";
import { splitApiVersion } from "../resources.ts";
import { type JsonObject, setKey } from "../schema/json.ts";
import { badRequest, StatusError } from "../status.ts";
import { MESSAGES } from "./messages.generated.ts";
import { readFields } from "./wire.ts";

export const PROTOBUF_TYPE = "application/vnd.kubernetes.protobuf";

const MAGIC = [0x6b, 0x38, 0x73, 0x00];
const MAX_DEPTH = 50;
const decoder = new TextDecoder();

/** Members that Go inlines into their struct and protobuf does not. */
const INLINED: ReadonlySet<string> = new Set([
  "ingressRuleValue",
  "volumeSource",
  "handler",
  "localObjectReference",
  "ephemeralContainerCommon",
]);

/** Structs that Go sends even when nothing is in them. */
const SENT_EMPTY: ReadonlySet<string> = new Set([
  "status",
  "strategy",
  "updateStrategy",
  "resources",
  "creationTimestamp",
  "state",
  "lastState",
  "loadBalancer",
  "metadata",
]);

/** Numbers that mean something when they are zero: Go has them as pointers and leaves them out otherwise. */
const ZERO_COUNTS: ReadonlySet<string> = new Set([
  "replicas",
  "parallelism",
  "completions",
  "backoffLimit",
  "ttlSecondsAfterFinished",
  "terminationGracePeriodSeconds",
  "gracePeriodSeconds",
  "tolerationSeconds",
  "revisionHistoryLimit",
  "minAvailable",
  "maxUnavailable",
  "maxSurge",
  "intVal",
]);

/** Decodes `k8s\0` and a `runtime.Unknown` into the object that its JSON would be. Throws a `StatusError` with 400. */
export function decodeProtobuf(bytes: Uint8Array): JsonObject {
  if (!MAGIC.every((byte, index) => bytes[index] === byte))
    throw badRequest(
      "provided data does not appear to be a protobuf message, expected prefix [107 56 115 0]",
    );
  try {
    const unknown = readFields(bytes.subarray(MAGIC.length));
    const find = (number: number): Uint8Array =>
      unknown.find((field) => field.number === number)?.bytes ?? new Uint8Array();
    const type = readFields(find(1));
    const textOf = (number: number): string =>
      decoder.decode(type.find((field) => field.number === number)?.bytes);
    const [apiVersion, kind] = [textOf(1), textOf(2)];
    const message = messageOf(apiVersion, kind);
    return { apiVersion, kind, ...decodeMessage(message, find(2), 0) };
  } catch (error) {
    if (error instanceof StatusError) throw error;
    throw badRequest(`proto: ${error instanceof Error ? error.message : "unreadable"}`);
  }
}

function messageOf(apiVersion: string, kind: string): string {
  if (kind === "DeleteOptions") return "meta.v1.DeleteOptions";
  const { group, version } = splitApiVersion(apiVersion);
  const name = `${group === "" ? "core" : (group.split(".")[0] ?? "")}.${version}.${kind}`;
  if (Object.hasOwn(MESSAGES, name)) return name;
  throw badRequest(`no kind ${JSON.stringify(kind)} is registered for version ${JSON.stringify(apiVersion)}`);
}

function decodeMessage(message: string, bytes: Uint8Array, depth: number): JsonObject {
  if (depth > MAX_DEPTH) throw new RangeError("exceeded max depth");
  const table = MESSAGES[message] ?? {};
  const object: Record<string, unknown> = {};
  for (const field of readFields(bytes)) {
    const [name = "", type = ""] = (table[field.number] ?? "").split(":");
    if (name === "") continue;
    if (type.startsWith("[]")) {
      const list = (object[name] ?? []) as readonly unknown[];
      object[name] = [...list, decodeValue(type.slice(2), field.bytes, field.value, depth)];
    } else if (type.startsWith("{}")) {
      const [key, value] = decodeEntry(type.slice(2), field.bytes ?? new Uint8Array(), depth);
      object[name] ??= {};
      setKey(object[name] as object, key, value);
    } else {
      const value = decodeValue(type, field.bytes, field.value, depth);
      if (INLINED.has(name)) Object.assign(object, value);
      else if (!isUnset(name, value)) object[name] = value;
    }
  }
  return object;
}

function decodeEntry(type: string, bytes: Uint8Array, depth: number): readonly [string, unknown] {
  const fields = readFields(bytes);
  const key = fields.find(({ number }) => number === 1)?.bytes;
  const value = fields.find(({ number }) => number === 2);
  return [decoder.decode(key), decodeValue(type, value?.bytes ?? new Uint8Array(), value?.value ?? 0, depth)];
}

function decodeValue(type: string, bytes: Uint8Array | undefined, value: number, depth: number): unknown {
  const own = bytes ?? new Uint8Array();
  switch (type) {
    case "string":
      return decoder.decode(own);
    case "bytes":
      return btoa(String.fromCharCode(...own));
    case "bool":
      return value !== 0;
    case "int":
    case "double":
      return value;
    case "Time":
    case "MicroTime": {
      const seconds = readFields(own).find(({ number }) => number === 1)?.value;
      return seconds === undefined ? {} : formatTimestamp(seconds * 1000);
    }
    case "Quantity":
      return decoder.decode(readFields(own)[0]?.bytes);
    case "IntOrString": {
      const {
        type: kind,
        intVal = 0,
        strVal = "",
      } = Object.fromEntries(
        readFields(own).map((field) => [
          ["", "type", "intVal", "strVal"][field.number] ?? "",
          field.bytes === undefined ? field.value : decoder.decode(field.bytes),
        ]),
      );
      return kind === 1 ? strVal : intVal;
    }
    case "FieldsV1":
    case "RawExtension":
      return JSON.parse(decoder.decode(readFields(own)[0]?.bytes) || "null");
    default: {
      const object = decodeMessage(type, own, depth + 1);
      return type.endsWith(".ExtraValue") ? (object["items"] ?? []) : object;
    }
  }
}

/** Go's wire format does not tell an unset value from a zero, so zeros are unset unless they count. */
function isUnset(name: string, value: unknown): boolean {
  if (value === 0) return !ZERO_COUNTS.has(name);
  if (value === "" || value === false) return true;
  return typeof value === "object" && SENT_EMPTY.has(name) && Object.keys(value ?? {}).length === 0;
}

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { StatusError } from "../status.ts";
import { decodeProtobuf } from "./decode.ts";

const text = (value: string): readonly number[] => [...new TextEncoder().encode(value)];

/** A length-delimited field. */
function field(number: number, bytes: readonly number[]): readonly number[] {
  const tag = number * 8 + 2;
  const written = tag < 128 ? [tag] : [(tag % 128) + 128, Math.floor(tag / 128)];
  return [...written, bytes.length, ...bytes];
}

function envelope(apiVersion: string, kind: string, raw: readonly number[]): Uint8Array {
  const type = [...field(1, text(apiVersion)), ...field(2, text(kind))];
  return new Uint8Array([0x6b, 0x38, 0x73, 0, ...field(1, type), ...field(2, raw)]);
}

describe("protobuf", () => {
  it("reads names, maps, lists, IntOrString, and what Go inlines", () => {
    const metadata = [
      ...field(1, text("web")),
      ...field(11, [...field(1, text("app")), ...field(2, text("a"))]),
    ];
    const targetPort = [1 * 8, 1, ...field(3, text("http"))];
    const port = [...field(1, text("x")), 3 * 8, 80, ...field(4, targetPort), 5 * 8, 0];
    const spec = field(1, port);
    expect(
      decodeProtobuf(envelope("v1", "Service", [...field(1, metadata), ...field(2, spec), ...field(3, [])])),
    ).toEqual({
      apiVersion: "v1",
      kind: "Service",
      metadata: { name: "web", labels: { app: "a" } },
      spec: { ports: [{ name: "x", port: 80, targetPort: "http" }] },
    });
    const volume = [...field(1, text("v")), ...field(2, field(19, field(1, field(1, text("map")))))];
    const pod = envelope("v1", "Pod", field(2, field(1, volume)));
    expect(decodeProtobuf(pod)["spec"]).toEqual({ volumes: [{ name: "v", configMap: { name: "map" } }] });
  });

  it("keeps a zero that counts", () => {
    expect(decodeProtobuf(envelope("apps/v1", "Deployment", field(2, [1 * 8, 0])))["spec"]).toEqual({
      replicas: 0,
    });
  });

  it.each([
    ["no envelope", new Uint8Array([1, 2, 3])],
    ["a kind that is none", envelope("v1", "Nothing", [])],
    ["an end too early", envelope("v1", "Pod", [10, 200])],
  ])("refuses %s", (_, bytes) => {
    expect(() => decodeProtobuf(bytes)).toThrow(StatusError);
  });

  it("never breaks on arbitrary bytes", () => {
    fc.assert(
      fc.property(fc.array(fc.nat(255), { maxLength: 100 }), (raw) => {
        try {
          decodeProtobuf(envelope("v1", "Pod", raw));
        } catch (error) {
          expect(error).toBeInstanceOf(StatusError);
        }
      }),
    );
  });
});

import { describe, expect, it } from "vitest";
import type { Kinds } from "../api/kinds.ts";
import { type Reader, remembered } from "./remembered.ts";

type Service = Kinds["Service"];

function service(name: string, selector: Readonly<Record<string, string>>): Service {
  return Object.freeze({
    apiVersion: "v1",
    kind: "Service",
    metadata: { name, namespace: "a" },
    spec: { selector },
  });
}

function readerOf(...services: readonly Service[]): Reader {
  return {
    get: ((_: string, __: string, name: string) =>
      services.find(({ metadata }) => metadata.name === name)) as Reader["get"],
    list: (() => [...services]) as unknown as Reader["list"],
  };
}

describe("remembered", () => {
  const key = Object.freeze({});
  const [web, api] = [service("web", { app: "web" }), service("api", { app: "api" })];
  const changed = service("web", { app: "other" });

  it("asks again when an object that was read is another one, or comes or goes", () => {
    let asked = 0;
    const selectorOf = remembered((reader, _: object, name: string) => {
      asked++;
      return reader.get("Service", "a", name)?.spec.selector;
    });
    expect(selectorOf(readerOf(web, api), key, "web")).toEqual({ app: "web" });
    expect(selectorOf(readerOf(web), key, "web")).toEqual({ app: "web" });
    expect(asked).toBe(1);
    expect(selectorOf(readerOf(changed, api), key, "web")).toEqual({ app: "other" });
    expect(selectorOf(readerOf(api), key, "web")).toBeUndefined();
    expect(selectorOf(readerOf(api, web), key, "web")).toEqual({ app: "web" });
    expect(asked).toBe(4);
  });

  it("remembers nothing of an object that may still be written", () => {
    const open: { -readonly [F in keyof Service]: Service[F] } = { ...web };
    const selectorOf = remembered((reader, _: object) => reader.get("Service", "a", "web")?.spec.selector);
    expect(selectorOf(readerOf(open), key)).toEqual({ app: "web" });
    open.spec = changed.spec;
    expect(selectorOf(readerOf(open), key)).toEqual({ app: "other" });
  });

  it("asks again when a list that was read is not the same, or what else it goes by", () => {
    let asked = 0;
    const count = remembered((reader, _: object, times: number) => {
      asked++;
      return reader.list("Service", "a").length * times;
    });
    expect([count(readerOf(web, api), key, 1), count(readerOf(web, api), key, 1)]).toEqual([2, 2]);
    expect(asked).toBe(1);
    expect(count(readerOf(web), key, 1)).toBe(1);
    expect(count(readerOf(web), key, 3)).toBe(3);
    expect(count(readerOf(changed), key, 3)).toBe(3);
    expect(asked).toBe(4);
  });
});

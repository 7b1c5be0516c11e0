import { describe, expect, it } from "vitest";
import { decodeText } from "../decode.ts";
import { FieldErrors } from "../field-errors.ts";
import { schemeRow } from "../scheme.ts";
import { CRD_KINDS } from "./crd.generated.ts";
import { withDefaults } from "./crd-defaults.ts";
import { schemaNamed } from "./crd-table.ts";
import { validateCustom } from "./custom-kind.ts";

function specOf(kind: string, spec: string, version = "v1"): unknown {
  const text = `apiVersion: gateway.networking.k8s.io/${version}\nkind: ${kind}\nmetadata: { name: x }\nspec: ${spec}\n`;
  const { objects, issues } = decodeText(text, "x.yaml");
  expect(issues).toEqual([]);
  const [{ object } = { object: undefined }] = objects;
  return (object as { readonly spec: unknown } | undefined)?.spec;
}

describe("defaults of the Gateway API", () => {
  it("give a route a rule for every path, and references their kind", () => {
    expect(specOf("HTTPRoute", "{ parentRefs: [{ name: edge }] }")).toEqual({
      parentRefs: [{ group: "gateway.networking.k8s.io", kind: "Gateway", name: "edge" }],
      rules: [{ matches: [{ path: { type: "PathPrefix", value: "/" } }] }],
    });
  });

  it("fill in what a match, a backend and a redirect leave out", () => {
    const rule =
      "{ matches: [{ headers: [{ name: a, value: b }] }, { path: { value: /a } }], backendRefs: [{ name: a, port: 80 }] }";
    const redirect = "{ filters: [{ type: RequestRedirect, requestRedirect: { scheme: https } }] }";
    expect(specOf("HTTPRoute", `{ rules: [${rule}, ${redirect}] }`)).toEqual({
      rules: [
        {
          matches: [
            {
              path: { type: "PathPrefix", value: "/" },
              headers: [{ type: "Exact", name: "a", value: "b" }],
            },
            { path: { type: "PathPrefix", value: "/a" } },
          ],
          backendRefs: [{ group: "", kind: "Service", name: "a", port: 80, weight: 1 }],
        },
        {
          matches: [{ path: { type: "PathPrefix", value: "/" } }],
          filters: [{ type: "RequestRedirect", requestRedirect: { scheme: "https", statusCode: 302 } }],
        },
      ],
    });
  });

  it("let listeners take routes of their own namespace, and certificates be Secrets", () => {
    const tls = "{ certificateRefs: [{ name: cert }] }";
    const spec = `{ gatewayClassName: a, listeners: [{ name: web, port: 443, protocol: HTTPS, tls: ${tls} }], allowedListeners: {} }`;
    expect(specOf("Gateway", spec)).toEqual({
      gatewayClassName: "a",
      allowedListeners: { namespaces: { from: "None" } },
      listeners: [
        {
          name: "web",
          port: 443,
          protocol: "HTTPS",
          allowedRoutes: { namespaces: { from: "Same" } },
          tls: { mode: "Terminate", certificateRefs: [{ group: "", kind: "Secret", name: "cert" }] },
        },
      ],
    });
  });

  it("replace a null, which counts as absent", () => {
    expect(specOf("HTTPRoute", "{ hostnames: null, rules: null }")).toEqual({
      rules: [{ matches: [{ path: { type: "PathPrefix", value: "/" } }] }],
    });
  });

  it("are the same in both channels", () => {
    for (const { versions } of Object.values(CRD_KINDS)) {
      for (const { standard, experimental } of Object.values(versions)) {
        if (standard === undefined || experimental === undefined) continue;
        const bare = {
          spec: {
            rules: [{ matches: [{}], filters: [{ cors: {} }], backendRefs: [{}] }],
            parentRefs: [{}],
            listeners: [{ tls: {} }],
          },
        };
        expect(withDefaults(schemaNamed(experimental), bare)).toEqual(
          withDefaults(schemaNamed(standard), bare),
        );
      }
    }
  });
});

describe("versions and statuses", () => {
  it("are stored in the version that clients get", () => {
    const text =
      "apiVersion: gateway.networking.k8s.io/v1beta1\nkind: HTTPRoute\nmetadata: { name: x }\nspec: {}\n";
    expect(decodeText(text, "x.yaml").objects[0]?.object.apiVersion).toBe("gateway.networking.k8s.io/v1");
    expect(schemeRow("ReferenceGrant").alsoServed).toEqual(["gateway.networking.k8s.io/v1beta1"]);
  });

  it("wait for a controller until there is one", () => {
    const text =
      "apiVersion: gateway.networking.k8s.io/v1\nkind: GatewayClass\nmetadata: { name: x }\nspec: { controllerName: a.b/c }\n";
    const { object } = decodeText(text, "x.yaml").objects[0] ?? {};
    expect(object).toMatchObject({
      status: { conditions: [{ type: "Accepted", status: "Unknown", reason: "Pending" }] },
    });
  });

  it("that a manifest brings are not looked at, those of a controller are", () => {
    const spec = "{ gatewayClassName: a, listeners: [{ name: web, port: 80, protocol: HTTP }] }";
    const status = "{ addresses: [{ type: Hostname, value: A_b }] }";
    const text = `apiVersion: gateway.networking.k8s.io/v1\nkind: Gateway\nmetadata: { name: x }\nspec: ${spec}\nstatus: ${status}\n`;
    const { objects, issues } = decodeText(text, "x.yaml");
    expect(issues).toEqual([]);
    const [{ object } = { object: undefined }] = objects;
    if (object === undefined) throw new Error("nothing was decoded");
    const errors = new FieldErrors();
    validateCustom("Gateway", object, errors, "status");
    expect(errors.problems.map(({ message }) => message.replace(/\(.*/, ""))).toEqual([
      "status.addresses[0]: Invalid value: Hostname value must only contain valid characters ",
    ]);
  });
});

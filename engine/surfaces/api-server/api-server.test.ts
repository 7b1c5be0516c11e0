import { expect, it } from "vitest";
import { Cluster } from "../../index.ts";
import { ApiServer } from "./api-server.ts";

const server = new ApiServer(Cluster.load([]), { now: () => 1_767_225_600_000 });

it("says its version", () => {
  const { status, body } = server.handle({ method: "GET", path: "/version", headers: {} });
  expect(status).toBe(200);
  expect(JSON.parse(body)).toMatchObject({ major: "1", minor: "36", gitVersion: "v1.36.0" });
});

it("refuses a path that nothing serves, in upstream's words", () => {
  const { status, body } = server.handle({ method: "GET", path: "/nowhere", headers: {} });
  expect(status).toBe(404);
  expect(JSON.parse(body)).toMatchObject({
    kind: "Status",
    reason: "NotFound",
    message: "the server could not find the requested resource",
  });
});

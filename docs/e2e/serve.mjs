/** Serves the built site as a static host would: `node serve.mjs PORT`. */
import { existsSync } from "node:fs";
import { createServer } from "node:http";
import { fileURLToPath } from "node:url";
import handler from "serve-handler";

const site = fileURLToPath(new URL("../build", import.meta.url));
if (!existsSync(site)) throw new Error("the site is not built; npm run build --workspace docs");

createServer((request, response) =>
  handler(request, response, { public: site, cleanUrls: true, trailingSlash: false }),
).listen(Number(process.argv[2] ?? 4387));

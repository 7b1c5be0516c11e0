import { failed, ok, type Tool } from "../tool.ts";
import { sClient } from "./openssl-s-client.ts";
import { x509 } from "./openssl-x509.ts";

/** OpenSSL 3.0, two of its commands. */
export const openssl: Tool = ([command = "help", ...argv], world) => {
  switch (command) {
    case "s_client":
      return sClient(argv, world);
    case "x509":
      return x509(argv, world);
    case "version":
      return ok("OpenSSL 3.0.19 27 Jan 2026 (Library: OpenSSL 3.0.19 27 Jan 2026)\n");
    default:
      return failed(
        ["help", "verify", "req", "genrsa", "rsa", "ec", "pkey", "crl", "ciphers"].includes(command)
          ? `openssl: this shell knows s_client, x509 and version, and not ${command}\n`
          : `Invalid command '${command}'; type "help" for a list.\n`,
      );
  }
};

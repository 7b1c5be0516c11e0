import { COMMANDS } from "../../../engine/surfaces/cli/help.ts";
import { fence, type GeneratedFile, page } from "./page.mts";

/** Every command's help, as the command line prints it. */
export function cliPage(): GeneratedFile {
  const sections = Object.entries(COMMANDS).map(
    ([name, { summary, help }]) => `## podwire ${name}\n\nTo ${summary}.\n\n${fence("text", help)}`,
  );
  return page(
    "reference/cli.md",
    {
      title: "Command line",
      description: "Every command of podwire with its flags and examples.",
      slug: "/reference/cli",
      sidebar_position: 2,
    },
    "Standard output carries the result only; progress and notes go to standard error.",
    ...sections,
  );
}

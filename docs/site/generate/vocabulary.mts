import { type VocabularyEntry, vocabulary } from "../../../steps/vocabulary.ts";
import { fence, type GeneratedFile, page } from "./page.mts";

/** The step vocabulary with an example each. */
export function vocabularyPage(): GeneratedFile {
  const steps = vocabulary();
  const sections = ["Given", "When", "Then"].map((keyword) => {
    const own = steps.filter((step) => step.keyword === keyword);
    if (own.length === 0) throw new Error(`no step begins with ${keyword}`);
    return [`## ${keyword}`, ...own.map(entry)].join("\n\n");
  });
  return page(
    "reference/steps.md",
    {
      title: "Step vocabulary",
      description: "Every sentence a scenario may use, with an example each.",
      slug: "/reference/steps",
      sidebar_position: 1,
    },
    `These ${steps.length} sentences are the same in a CI job, in a lab and in \`podwire test\`. Words in braces are yours.`,
    ...sections,
  );
}

function entry({ expression, description, example }: VocabularyEntry): string {
  return `### \`${expression}\`\n\n${plain(description)}\n\n${fence("gherkin", example)}`;
}

/** Text for a page in which angles and colons have no meaning of their own. */
function plain(text: string): string {
  return text.replaceAll("<", "\\<").replace(/:(?=[a-z])/gi, "\\:");
}

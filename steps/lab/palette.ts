import { vocabulary } from "../vocabulary.ts";

/** A step that a lab's author may write. */
export interface PaletteStep {
  readonly keyword: string;
  readonly expression: string;
  readonly example: string;
  readonly description: string;
}

export function palette(): readonly PaletteStep[] {
  return vocabulary().map(({ keyword, expression, example, description }) => ({
    keyword,
    expression,
    example,
    description,
  }));
}

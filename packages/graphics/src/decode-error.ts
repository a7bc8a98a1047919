/** The one error that decoding throws: which codec or structure, and what is wrong with it. */
export class GraphicsDecodeError extends Error {
  override readonly name = "GraphicsDecodeError";
  readonly structure: string;

  constructor(structure: string, problem: string) {
    super(`${structure}: ${problem}`);
    this.structure = structure;
  }
}

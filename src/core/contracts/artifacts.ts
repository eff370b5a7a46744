/** Named files of one model: bytes, JSON documents and typed arrays. Names are kebab-case paths without `..`. */
export interface ArtifactWriter {
  writeBytes(name: string, bytes: Uint8Array): Promise<void>;
  writeJson(name: string, value: unknown): Promise<void>;
  writeArrays(name: string, arrays: Readonly<Record<string, NumericArray>>): Promise<void>;
  /** The same model's files under a folder, so that parts of a model cannot collide. */
  within(folder: string): ArtifactWriter;
}

export interface ArtifactReader {
  readBytes(name: string): Promise<Uint8Array>;
  readJson(name: string): Promise<unknown>;
  readArrays(name: string): Promise<Record<string, NumericArray>>;
  within(folder: string): ArtifactReader;
}

export type NumericArray = Float32Array | Float64Array | Int32Array | Uint32Array | Uint8Array | Int8Array;

export const itemPath = (id: string): string => `/item/${encodeURIComponent(id)}`;
export const categoryPath = (name: string): string => `/category/${encodeURIComponent(name)}`;
export const comparePath = (ids: readonly string[]): string =>
  `/compare?${new URLSearchParams(ids.map((id) => ['id', id]))}`;

/** A name taken back out of a path; as it stands where it was never encoded. */
export function fromPath(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

/** A part of the address as people read it: the router hands it over percent-encoded. What is not encoded stays as it is. */
export function readable(part: string): string {
  try {
    return decodeURIComponent(part)
  } catch {
    return part
  }
}

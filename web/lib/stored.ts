/** Reads a text kept in this browser; undefined when there is none or storage is forbidden (private windows). */
export function readStored(key: string): string | undefined {
  try {
    return localStorage.getItem(key) ?? undefined
  } catch {
    return undefined
  }
}

/** Keeps a text in this browser; undefined removes it. A full or forbidden storage is not an error for the person. */
export function store(key: string, value: string | undefined): void {
  try {
    if (value === undefined) localStorage.removeItem(key)
    else localStorage.setItem(key, value)
  } catch {
    // The page works without memory; nothing to tell.
  }
}

/** Removes every text whose key begins so. */
export function dropStored(prefix: string): void {
  try {
    for (const key of Object.keys(localStorage)) if (key.startsWith(prefix)) localStorage.removeItem(key)
  } catch {
    // Nothing was kept either.
  }
}

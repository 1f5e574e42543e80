/** Keeps what was used last, up to a number of bytes. */
export class ByteCache<Value> {
  private readonly entries = new Map<string, { value: Value; bytes: number }>()
  private held = 0
  readonly limit: number

  constructor(limit: number) {
    this.limit = limit
  }

  get bytes(): number {
    return this.held
  }

  get(key: string): Value | undefined {
    const entry = this.entries.get(key)
    if (!entry) return undefined
    // A Map keeps its order of insertion: put back last, the first entry is always the one unused for longest.
    this.entries.delete(key)
    this.entries.set(key, entry)
    return entry.value
  }

  has(key: string): boolean {
    return this.entries.has(key)
  }

  set(key: string, value: Value, bytes: number): void {
    this.delete(key)
    if (bytes > this.limit) return
    this.entries.set(key, { value, bytes })
    this.held += bytes
    for (const oldest of this.entries.keys()) {
      if (this.held <= this.limit) break
      this.delete(oldest)
    }
  }

  delete(key: string): void {
    const entry = this.entries.get(key)
    if (!entry) return
    this.held -= entry.bytes
    this.entries.delete(key)
  }

  clear(): void {
    this.entries.clear()
    this.held = 0
  }
}

/** How the codes of a code book, or of several, were used. */
export class CodeUse {
  readonly counts: Float64Array[]

  /** `sizes`: codes of each book. */
  constructor(sizes: readonly number[]) {
    this.counts = sizes.map((size) => new Float64Array(size))
  }

  /** Codes [N, books]. */
  add(codes: Int32Array): void {
    const books = this.counts.length
    for (let i = 0; i < codes.length; i += 1) this.counts[i % books]![codes[i]!]! += 1
  }

  /** Share of the codes of all books that came at all. */
  get used(): number {
    const all = this.counts.reduce((sum, { length }) => sum + length, 0)
    return this.counts.reduce((sum, counts) => sum + counts.filter((n) => n > 0).length, 0) / all
  }

  /** Of how many codes of a book, equally often, one would be as surprised: the mean of the books. */
  get perplexity(): number {
    return this.counts.reduce((sum, counts) => sum + perplexityOf(counts), 0) / this.counts.length
  }
}

function perplexityOf(counts: Float64Array): number {
  const total = counts.reduce((sum, n) => sum + n, 0)
  if (total === 0) return 0
  let surprise = 0
  for (const n of counts) if (n > 0) surprise -= (n / total) * Math.log(n / total)
  return Math.exp(surprise)
}

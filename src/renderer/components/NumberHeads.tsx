/** Heads of columns that hold numbers. */
export function NumberHeads({ of }: { of: readonly string[] }) {
  return of.map((head) => (
    <th key={head} scope="col" className="r">
      {head}
    </th>
  ))
}

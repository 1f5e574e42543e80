/**
 * The cheapest one-to-one assignment of rows to columns (Hungarian method with potentials, O(rows² · columns)).
 * @param cost rows × columns, finite. @returns for each row its column, -1 where rows outnumber columns.
 */
export function assign(cost: readonly (readonly number[])[]): number[] {
  const rows = cost.length
  const columns = cost[0]?.length ?? 0
  if (rows === 0 || columns === 0) return cost.map(() => -1)
  if (rows > columns) return transposed(cost)
  // Row and column 0 stand for "none"; real ones count from 1.
  const rowPrice = new Float64Array(rows + 1)
  const columnPrice = new Float64Array(columns + 1)
  const rowOf = new Int32Array(columns + 1)
  for (let row = 1; row <= rows; row += 1) addRow(cost, row, rowOf, rowPrice, columnPrice)
  const result = new Array<number>(rows).fill(-1)
  for (let column = 1; column <= columns; column += 1) {
    if (rowOf[column]! > 0) result[rowOf[column]! - 1] = column - 1
  }
  return result
}

function transposed(cost: readonly (readonly number[])[]): number[] {
  const turned = cost[0]!.map((_, column) => cost.map((row) => row[column]!))
  const result = new Array<number>(cost.length).fill(-1)
  assign(turned).forEach((row, column) => {
    if (row >= 0) result[row] = column
  })
  return result
}

/** Finds the shortest augmenting path from a new row to a free column, adjusts the prices, and takes the path. */
function addRow(
  cost: readonly (readonly number[])[],
  row: number,
  rowOf: Int32Array,
  rowPrice: Float64Array,
  columnPrice: Float64Array,
): void {
  const columns = rowOf.length
  const slack = new Float64Array(columns).fill(Infinity)
  const before = new Int32Array(columns)
  const visited = new Uint8Array(columns)
  rowOf[0] = row
  let column = 0
  while (rowOf[column] !== 0) {
    visited[column] = 1
    const from = rowOf[column]!
    let nearest = 0
    let step = Infinity
    for (let to = 1; to < columns; to += 1) {
      if (visited[to]) continue
      const left = cost[from - 1]![to - 1]! - rowPrice[from]! - columnPrice[to]!
      if (left < slack[to]!) {
        slack[to] = left
        before[to] = column
      }
      if (slack[to]! < step) {
        step = slack[to]!
        nearest = to
      }
    }
    for (let to = 0; to < columns; to += 1) {
      if (visited[to]) {
        rowPrice[rowOf[to]!] = rowPrice[rowOf[to]!]! + step
        columnPrice[to] = columnPrice[to]! - step
      } else slack[to] = slack[to]! - step
    }
    column = nearest
  }
  for (; column !== 0; column = before[column]!) rowOf[column] = rowOf[before[column]!]!
}

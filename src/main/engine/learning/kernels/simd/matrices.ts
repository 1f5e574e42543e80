/** Products of matrices that lie anywhere in memory. */
import type { WasmMemory } from './memory.ts'
import { strip } from './products.ts'

/** Addresses and distances are bytes: of two rows, and of two columns. */
export interface Matrix {
  at: number
  row: number
  column: number
}

interface Size {
  rows: number
  columns: number
  steps: number
}

export const turned = ({ at, row, column }: Matrix): Matrix => ({ at, row: column, column: row })

/** c [rows, columns] = a [rows, steps] · b [steps, columns] + bias, then ReLU where asked; c's columns lie side by side. */
export function multiply(
  memory: WasmMemory,
  a: Matrix,
  b: Matrix,
  c: { at: number; row: number },
  { rows, columns, steps }: Size,
  bias = 0,
  relu = false,
): void {
  const strips = memory.room('b', wide(columns) * steps * 4)
  memory.run.pack(b.at, b.row, b.column, columns, steps, strips)
  const edge = memory.room('edge', 4 * 4 * strip)
  let [at, eight, row, step] = [a.at, 8 * a.row, a.row, a.column]
  if (step !== 4) {
    at = memory.room('a', wide(rows) * steps * 4)
    memory.run.pack(a.at, a.column, a.row, rows, steps, at)
    ;[eight, row, step] = [steps * 4 * strip, 4, 4 * strip]
  }
  memory.run.product(at, eight, row, step, strips, c.at, c.row, rows, columns, steps, bias, +relu, edge)
}

const wide = (columns: number): number => Math.ceil(columns / strip) * strip

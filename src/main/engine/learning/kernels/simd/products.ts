/**
 * C = A · B, four rows and eight columns at a time. B is first packed into strips of eight columns, so that the
 * inner loop reads it in order; A is read through strides, or packed likewise where its steps lie far apart.
 */
import {
  both,
  type Code,
  four,
  int,
  larger,
  less,
  load,
  loadOne,
  loadSpread,
  type Local,
  minus,
  multiplyAdd,
  plus,
  type Routine,
  routine,
  shiftRight,
  times,
} from './assembler.ts'

/** Columns of a strip. */
export const strip = 8

/**
 * pack(from, step, column, columns, steps, to): element (k, n) lies at from + k · step + n · column bytes.
 * To: strips of [steps, 8], the last one filled up with zeros.
 */
export const pack = routine('pack', 6, (r, [from, step, column, columns, steps, to]) => {
  const [source, target, first] = [r.int(), r.int(to!.get), r.int(from!.get)]
  const left = r.int(columns!.get)
  r.repeat(shiftRight(plus(columns!.get, int(7)), int(3)), () => {
    r.set(source, first.get)
    r.repeat(steps!.get, () => {
      r.when(
        both(less(int(7), left.get), isFour(column!)),
        () => {
          r.store(target.get, load(source.get))
          r.store(target.get, load(source.get, 16), 16)
        },
        () => {
          r.store(target.get, four(0))
          r.store(target.get, four(0), 16)
          const [one, slot] = [r.int(source.get), r.int(target.get)]
          r.repeat(atMost(left, strip, r), () => {
            r.storeOne(slot.get, loadOne(one.get))
            r.move(one, column!.get)
            r.move(slot, int(4))
          })
        },
      )
      r.move(source, step!.get)
      r.move(target, int(32))
    })
    r.move(first, times(column!.get, int(8)))
    r.set(left, minus(left.get, int(8)))
  })
})

function isFour(value: Local): Code {
  return both(less(value.get, int(5)), less(int(3), value.get))
}

function atMost(value: Local, most: number, r: Routine): Code {
  const limited = r.int(value.get)
  r.when(less(int(most), value.get), () => {
    r.set(limited, int(most))
  })
  return limited.get
}

/**
 * product(a, eight, row, step, packed, c, rowC, rows, columns, steps, bias, relu, edge): A's element (m, k) lies at
 * a + ⌊m/8⌋ · eight + (m mod 8) · row + k · step. `bias` 0 = none; `edge` is room for one tile (128 bytes).
 */
export const product = routine('product', 13, (r, given) => {
  const [a, eight, row, step, packed, c, rowC, rows, columns, steps, bias, relu, edge] =
    given as unknown as Thirteen
  const tile = { step, steps, relu, bias, edge, rowC }
  const [strips, out, width] = [r.int(packed.get), r.int(c.get), r.int(columns.get)]
  const [m, at, to, bend] = [r.int(), r.int(), r.int(), r.int(bias.get)]
  const registers = tileRegisters(r)
  r.repeat(shiftRight(plus(columns.get, int(7)), int(3)), () => {
    r.set(m, int(0))
    r.set(to, out.get)
    const run = (height: 1 | 4) => {
      r.set(
        at,
        plus(a.get, plus(times(shiftRight(m.get, int(3)), eight.get), times(both(m.get, int(7)), row.get))),
      )
      writeTile(r, registers, height, { ...tile, bias: bend, at, row, strips, to, width })
      r.move(m, int(height))
      r.move(to, times(rowC.get, int(height)))
    }
    r.repeat(shiftRight(rows.get, int(2)), () => run(4))
    r.repeat(both(rows.get, int(3)), () => run(1))
    r.move(strips, times(steps.get, int(32)))
    r.move(out, int(32))
    r.set(width, minus(width.get, int(8)))
    r.when(bias.get, () => r.move(bend, int(32)))
  })
})

type Thirteen = [Local, Local, Local, Local, Local, Local, Local, Local, Local, Local, Local, Local, Local]
type Tile = Record<
  'step' | 'steps' | 'relu' | 'bias' | 'edge' | 'rowC' | 'at' | 'row' | 'strips' | 'to' | 'width',
  Local
>

function tileRegisters(r: Routine) {
  return {
    sums: Array.from({ length: 4 }, () => [r.vector(), r.vector()] as const),
    from: Array.from({ length: 4 }, () => r.int()),
    strip: r.int(),
    first: r.vector(),
    second: r.vector(),
    spread: r.vector(),
  }
}

function writeTile(r: Routine, x: ReturnType<typeof tileRegisters>, height: 1 | 4, tile: Tile): void {
  const sums = x.sums.slice(0, height)
  const from = x.from.slice(0, height)
  from.forEach((pointer, i) => {
    r.set(pointer, i === 0 ? tile.at.get : plus(from[i - 1]!.get, tile.row.get))
  })
  r.when(
    tile.bias.get,
    () => each(sums, (sum, half) => r.set(sum, load(tile.bias.get, 16 * half))),
    () => each(sums, (sum) => r.set(sum, four(0))),
  )
  r.set(x.strip, tile.strips.get)
  r.repeat(tile.steps.get, () => {
    r.set(x.first, load(x.strip.get))
    r.set(x.second, load(x.strip.get, 16))
    sums.forEach(([one, two], i) => {
      r.set(x.spread, loadSpread(from[i]!.get))
      r.set(one, multiplyAdd(x.spread.get, x.first.get, one.get))
      r.set(two, multiplyAdd(x.spread.get, x.second.get, two.get))
      r.move(from[i]!, tile.step.get)
    })
    r.move(x.strip, int(32))
  })
  r.when(tile.relu.get, () => each(sums, (sum) => r.set(sum, larger(sum.get, four(0)))))
  const target = r.int(tile.to.get)
  r.when(
    less(int(7), tile.width.get),
    () =>
      sums.forEach(([one, two]) => {
        r.store(target.get, one.get)
        r.store(target.get, two.get, 16)
        r.move(target, tile.rowC.get)
      }),
    () =>
      sums.forEach(([one, two]) => {
        r.store(tile.edge.get, one.get)
        r.store(tile.edge.get, two.get, 16)
        const [source, slot] = [r.int(tile.edge.get), r.int(target.get)]
        r.repeat(tile.width.get, () => {
          r.storeOne(slot.get, loadOne(source.get))
          r.move(source, int(4))
          r.move(slot, int(4))
        })
        r.move(target, tile.rowC.get)
      }),
  )
}

function each(sums: readonly (readonly [Local, Local])[], act: (sum: Local, half: number) => void): void {
  for (const pair of sums) pair.forEach(act)
}

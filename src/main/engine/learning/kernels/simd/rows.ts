/** Routines that go along rows: softmax, layer norm, and sums over rows. Widths of norms are multiples of four. */
import {
  across,
  add,
  addInts,
  and,
  both,
  type Code,
  divide,
  four,
  fourInts,
  greater,
  int,
  larger,
  load,
  loadOne,
  loadSpread,
  type Local,
  multiply,
  multiplyAdd,
  nearest,
  plus,
  root,
  type Routine,
  routine,
  shiftInts,
  shiftRight,
  subtract,
  times,
  toInts,
} from './assembler.ts'

/**
 * Over n numbers at several addresses at once, four by four and then one by one. `act` is given the code that reads
 * each and a function that writes to the n-th of them; `whole` says whether all four are numbers of the row.
 */
function along(
  r: Routine,
  addresses: readonly Local[],
  n: Code,
  act: (read: Code[], write: (which: number, value: Code) => void, whole: boolean) => void,
): void {
  const pointers = addresses.map((address) => r.int(address.get))
  const pass = (count: Code, whole: boolean) =>
    r.repeat(count, () => {
      act(
        pointers.map(({ get }) => (whole ? load(get) : loadOne(get))),
        (which, value) =>
          whole ? r.store(pointers[which]!.get, value) : r.storeOne(pointers[which]!.get, value),
        whole,
      )
      for (const pointer of pointers) r.move(pointer, int(whole ? 16 : 4))
    })
  pass(shiftRight(n, int(2)), true)
  pass(both(n, int(3)), false)
}

/**
 * exp(x) for x ≤ 0, 0 below −80: x = k · ln 2 + f, the power of two put into the exponent, exp(f) by its series.
 */
function exponential(r: Routine, x: Local, k: Local, sum: Local): void {
  const alive = greater(x.get, four(-80))
  r.set(k, nearest(multiply(x.get, four(Math.LOG2E))))
  r.set(sum, multiplyAdd(k.get, four(-0.693359375), x.get))
  const f = r.vector(multiplyAdd(k.get, four(2.1219444e-4), sum.get))
  r.set(sum, four(1 / 5040))
  for (const factor of [1 / 720, 1 / 120, 1 / 24, 1 / 6, 1 / 2, 1, 1])
    r.set(sum, multiplyAdd(sum.get, f.get, four(factor)))
  const power = shiftInts(addInts(toInts(k.get), fourInts(127)), 23)
  r.set(sum, and(multiply(sum.get, power), alive))
}

/** softmax(x, walls, rows, n, scale): in place, of each row x · scale + walls; `scale` is the address of the number. */
export const softmax = routine('softmax', 5, (r, given) => {
  const [x, walls, rows, n, scale] = given as [Local, Local, Local, Local, Local]
  const [values, barrier, top, total] = [r.int(x.get), r.int(walls.get), r.vector(), r.vector()]
  const [value, k, sum, factor] = [r.vector(), r.vector(), r.vector(), r.vector(loadSpread(scale.get))]
  r.repeat(rows.get, () => {
    r.set(top, four(-3e38))
    along(r, [values, barrier], n.get, ([a, b], write, whole) => {
      r.set(value, multiplyAdd(a!, factor.get, b!))
      write(0, value.get)
      // A number alone comes with three zeros, which are no numbers of the row.
      if (!whole) r.set(value, spreadFirst(value.get))
      r.set(top, larger(top.get, value.get))
    })
    across(larger, r, top)
    r.set(total, four(0))
    along(r, [values], n.get, ([a], write, whole) => {
      r.set(value, subtract(a!, top.get))
      if (!whole) r.set(value, spreadFirst(value.get))
      exponential(r, value, k, sum)
      write(0, sum.get)
      r.set(total, add(total.get, whole ? sum.get : multiply(sum.get, four(0.25))))
    })
    across(add, r, total)
    along(r, [values], n.get, ([a], write) => write(0, divide(a!, total.get)))
    r.move(values, times(n.get, int(4)))
    r.move(barrier, times(n.get, int(4)))
  })
})

function spreadFirst(a: Code): Code {
  return [...a, 0xfd, 0x1f, 0, 0xfd, 0x13]
}

/** softmaxBack(d, weights, rows, n, scale): in place, d → weights · (d − Σ d · weights) · scale of each row. */
export const softmaxBack = routine('softmaxBack', 5, (r, given) => {
  const [d, weights, rows, n, scale] = given as [Local, Local, Local, Local, Local]
  const [slope, weight, mean] = [r.int(d.get), r.int(weights.get), r.vector()]
  const factor = r.vector(loadSpread(scale.get))
  r.repeat(rows.get, () => {
    r.set(mean, four(0))
    along(r, [slope, weight], n.get, ([a, b]) => r.set(mean, multiplyAdd(a!, b!, mean.get)))
    across(add, r, mean)
    along(r, [slope, weight], n.get, ([a, b], write) =>
      write(0, multiply(multiply(b!, subtract(a!, mean.get)), factor.get)),
    )
    r.move(slope, times(n.get, int(4)))
    r.move(weight, times(n.get, int(4)))
  })
})

/** norm(x, scale, shift, rows, width, value, unit, inverse, share): `share` is the address of 1/width, then epsilon. */
export const norm = routine('norm', 9, (r, given) => {
  const [x, scale, shift, rows, width, value, unit, inverse, share] = given as unknown as Nine
  const [input, out, kept, side] = [x, value, unit, inverse].map(({ get }) => r.int(get)) as Four
  const [mean, spread, distance, part] = [r.vector(), r.vector(), r.vector(), r.vector(loadSpread(share.get))]
  r.repeat(rows.get, () => {
    r.set(mean, four(0))
    along(r, [input], width.get, ([a]) => r.set(mean, add(mean.get, a!)))
    across(add, r, mean)
    r.set(mean, multiply(mean.get, part.get))
    r.set(spread, four(0))
    along(r, [input], width.get, ([a]) => {
      r.set(distance, subtract(a!, mean.get))
      r.set(spread, multiplyAdd(distance.get, distance.get, spread.get))
    })
    across(add, r, spread)
    r.set(spread, multiplyAdd(spread.get, part.get, loadSpread(share.get, 4)))
    r.set(spread, divide(four(1), root(spread.get)))
    r.storeOne(side.get, spread.get)
    along(r, [input, kept, out, scale, shift], width.get, ([a, , , g, b], write) => {
      r.set(distance, multiply(subtract(a!, mean.get), spread.get))
      write(1, distance.get)
      write(2, multiplyAdd(distance.get, g!, b!))
    })
    for (const pointer of [input, out, kept]) r.move(pointer, times(width.get, int(4)))
    r.move(side, int(4))
  })
})

type Four = [Local, Local, Local, Local]
type Nine = [...Four, ...Four, Local]

/** normBack(dy, unit, inverse, scale, rows, width, dx, dScale, dShift, share): the last two sums are added to. */
export const normBack = routine('normBack', 10, (r, given) => {
  const [dy, unit, inverse, scale, rows, width, dx, dScale, dShift, share] = given as unknown as [
    ...Nine,
    Local,
  ]
  const [slope, kept, side, out] = [dy, unit, inverse, dx].map(({ get }) => r.int(get)) as Four
  const [flat, tilted, d, part] = [r.vector(), r.vector(), r.vector(), r.vector(loadSpread(share.get))]
  const factor = r.vector()
  r.repeat(rows.get, () => {
    r.set(flat, four(0))
    r.set(tilted, four(0))
    along(r, [slope, kept, scale, dScale, dShift], width.get, ([g, u, s, sumScale, sumShift], write) => {
      r.set(d, multiply(g!, s!))
      r.set(flat, add(flat.get, d.get))
      r.set(tilted, multiplyAdd(d.get, u!, tilted.get))
      write(3, multiplyAdd(g!, u!, sumScale!))
      write(4, add(sumShift!, g!))
    })
    for (const sum of [flat, tilted]) {
      across(add, r, sum)
      r.set(sum, multiply(sum.get, part.get))
    }
    r.set(factor, loadSpread(side.get))
    along(r, [slope, kept, scale, out], width.get, ([g, u, s], write) => {
      r.set(d, subtract(multiply(g!, s!), multiplyAdd(u!, tilted.get, flat.get)))
      write(3, multiply(d.get, factor.get))
    })
    for (const pointer of [slope, kept, out]) r.move(pointer, times(width.get, int(4)))
    r.move(side, int(4))
  })
})

/** addRows(x, rows, width, sum): adds each row to the sum. */
export const addRows = routine('addRows', 4, (r, given) => {
  const [x, rows, width, sum] = given as Four
  const row = r.int(x.get)
  r.repeat(rows.get, () => {
    along(r, [row, sum], width.get, ([a, b], write) => write(1, add(a!, b!)))
    r.set(row, plus(row.get, times(width.get, int(4))))
  })
})

/** reluBack(dy, value, n, dx): dy where the value is above 0, else 0. */
export const reluBack = routine('reluBack', 4, (r, given) => {
  const [dy, value, n, dx] = given as Four
  along(r, [dy, value, dx], n.get, ([d, v], write) => write(2, and(d!, greater(v!, four(0)))))
})

/** Sorting a million numbers in some 50 ms: a radix sort on their single-precision bits, then what that rounding made equal. */
const digitBits = 11
const digits = 1 << digitBits

/** Places of the keys in ascending (or descending) order; equal keys keep their order. Keys must not be NaN. */
export function radixOrder(keys: Float64Array, descending: boolean): Uint32Array {
  let bits = orderedBits(keys, descending)
  let places = new Uint32Array(keys.length)
  for (let place = 0; place < places.length; place += 1) places[place] = place
  let nextBits = new Uint32Array(keys.length)
  let nextPlaces = new Uint32Array(keys.length)
  for (let shift = 0; shift < 32; shift += digitBits) {
    const starts = digitStarts(bits, shift)
    if (!starts) continue
    for (let i = 0; i < bits.length; i += 1) {
      const digit = (bits[i]! >>> shift) & (digits - 1)
      const to = starts[digit]!
      starts[digit] = to + 1
      nextBits[to] = bits[i]!
      nextPlaces[to] = places[i]!
    }
    ;[bits, nextBits] = [nextBits, bits]
    ;[places, nextPlaces] = [nextPlaces, places]
  }
  settleRounded(bits, places, keys, descending)
  return places
}

/** Single-precision bits that compare as unsigned integers like the numbers do; -0 counts as 0. */
function orderedBits(keys: Float64Array, descending: boolean): Uint32Array<ArrayBuffer> {
  const floats = new Float32Array(keys)
  const bits = new Uint32Array(floats.buffer)
  const flip = descending ? 0xffff_ffff : 0
  for (let i = 0; i < bits.length; i += 1) {
    const raw = floats[i] === 0 ? 0 : bits[i]!
    bits[i] = ((raw & 0x8000_0000) !== 0 ? ~raw : raw | 0x8000_0000) ^ flip
  }
  return bits
}

/** Where each digit's numbers begin; undefined = all have the same digit, so the pass would move nothing. */
function digitStarts(bits: Uint32Array, shift: number): Uint32Array | undefined {
  const starts = new Uint32Array(digits)
  for (let i = 0; i < bits.length; i += 1) starts[(bits[i]! >>> shift) & (digits - 1)]! += 1
  let before = 0
  for (let digit = 0; digit < digits; digit += 1) {
    const count = starts[digit]!
    if (count === bits.length) return undefined
    starts[digit] = before
    before += count
  }
  return starts
}

/** Numbers that differ only behind single precision stand in one run of equal bits: put those right. */
function settleRounded(
  bits: Uint32Array,
  places: Uint32Array,
  keys: Float64Array,
  descending: boolean,
): void {
  const direction = descending ? -1 : 1
  for (let from = 0, to = 1; from < bits.length; from = to, to += 1) {
    let differs = false
    while (to < bits.length && bits[to] === bits[from]) {
      differs ||= keys[places[to]!] !== keys[places[from]!]
      to += 1
    }
    if (differs) places.subarray(from, to).sort((a, b) => direction * (keys[a]! - keys[b]!) || a - b)
  }
}

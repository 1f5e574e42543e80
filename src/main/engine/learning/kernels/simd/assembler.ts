/**
 * A small assembler for WebAssembly: as much of it as the routines beside it need. Addresses and counts are i32,
 * numbers are vectors of four f32. An expression is the list of its bytes; statements are appended to a routine.
 */

/** Bytes that leave one value. */
export type Code = readonly number[]

const unsigned = (value: number): number[] => {
  const bytes: number[] = []
  for (let rest = value; ; rest >>>= 7) {
    if (rest < 128) return [...bytes, rest]
    bytes.push((rest & 127) | 128)
  }
}

const signed = (value: number): number[] => {
  const bytes: number[] = []
  for (let rest = value; ; rest >>= 7) {
    if (rest >= -64 && rest < 64) return [...bytes, rest & 127]
    bytes.push((rest & 127) | 128)
  }
}

const float = (value: number): number[] => [...new Uint8Array(Float32Array.of(value).buffer)]
const simd = (operation: number, ...rest: number[]): number[] => [0xfd, ...unsigned(operation), ...rest]
const binary =
  (operation: number) =>
  (a: Code, b: Code): Code => [...a, ...b, operation]
const vectors =
  (operation: number) =>
  (a: Code, b: Code): Code => [...a, ...b, ...simd(operation)]

/** A place for a value inside of a routine; `get` reads it. */
export interface Local {
  index: number
  get: Code
}

const local = (index: number): Local => ({ index, get: [0x20, ...unsigned(index)] })

/** Whole numbers. */
export const int = (value: number): Code => [0x41, ...signed(value)]
export const plus = binary(0x6a)
export const minus = binary(0x6b)
export const times = binary(0x6c)
export const both = binary(0x71)
export const less = binary(0x48)
export const shiftRight = binary(0x76)

/** Four numbers at an address plus a fixed offset (bytes); `one` takes the first alone, `spread` puts it four times. */
export const load = (address: Code, offset = 0): Code => [...address, ...simd(0x00, 2, ...unsigned(offset))]
export const loadOne = (address: Code): Code => [...address, ...simd(0x5c, 2, 0)]
export const loadSpread = (address: Code, offset = 0): Code => [
  ...address,
  ...simd(0x09, 2, ...unsigned(offset)),
]

export const four = (value: number): Code => [0x43, ...float(value), ...simd(0x13)]
export const fourInts = (value: number): Code => [...int(value), ...simd(0x11)]
export const add = vectors(0xe4)
export const subtract = vectors(0xe5)
export const multiply = vectors(0xe6)
export const divide = vectors(0xe7)
export const larger = vectors(0xe9)
/** All bits where a > b, else none. */
export const greater = vectors(0x44)
export const and = vectors(0x4e)
export const root = (a: Code): Code => [...a, ...simd(0xe3)]
export const nearest = (a: Code): Code => [...a, ...simd(0x6a)]
export const toInts = (a: Code): Code => [...a, ...simd(0xf8)]
export const addInts = vectors(0xae)
export const shiftInts = (a: Code, by: number): Code => [...a, ...int(by), ...simd(0xab)]
/** a · b + c, rounded once where the processor can and this engine knows the instruction. */
export const multiplyAdd = (a: Code, b: Code, c: Code): Code =>
  fused ? [...a, ...b, ...c, ...simd(0x105)] : add(c, multiply(a, b))

const turned = (a: Code, by: number): Code => {
  const lanes = Array.from({ length: 16 }, (_, i) => (i + 4 * by) % 16)
  return [...a, ...a, ...simd(0x0d, ...lanes)]
}
/** The same combination of all four numbers, four times. `keep` holds what comes between. */
export const across = (combine: (a: Code, b: Code) => Code, r: Routine, value: Local): void => {
  r.set(value, combine(value.get, turned(value.get, 1)))
  r.set(value, combine(value.get, turned(value.get, 2)))
}

/** One function: its parameters are i32. */
export class Routine {
  readonly name: string
  readonly parameters: number
  readonly #types: number[] = []
  readonly #body: number[] = []

  constructor(name: string, parameters: number) {
    this.name = name
    this.parameters = parameters
  }

  #local(type: number): Local {
    this.#types.push(type)
    return local(this.parameters + this.#types.length - 1)
  }

  int(value?: Code): Local {
    const made = this.#local(0x7f)
    if (value) this.set(made, value)
    return made
  }

  vector(value?: Code): Local {
    const made = this.#local(0x7b)
    if (value) this.set(made, value)
    return made
  }

  set({ index }: Local, value: Code): void {
    this.#body.push(...value, 0x21, ...unsigned(index))
  }

  /** Moves an address or a count on. */
  move(target: Local, by: Code): void {
    this.set(target, plus(target.get, by))
  }

  store(address: Code, value: Code, offset = 0): void {
    this.#body.push(...address, ...value, ...simd(0x0b, 2, ...unsigned(offset)))
  }

  storeOne(address: Code, value: Code): void {
    this.#body.push(...address, ...value, ...simd(0x5a, 2, 0, 0))
  }

  /** `count` times; not at all where it is 0 or less. */
  repeat(count: Code, body: () => void): void {
    const left = this.int(count)
    this.when(less(int(0), left.get), () => {
      this.#body.push(0x03, 0x40)
      body()
      this.set(left, minus(left.get, int(1)))
      this.#body.push(...left.get, 0x0d, 0, 0x0b)
    })
  }

  when(condition: Code, then: () => void, otherwise?: () => void): void {
    this.#body.push(...condition, 0x04, 0x40)
    then()
    if (otherwise) {
      this.#body.push(0x05)
      otherwise()
    }
    this.#body.push(0x0b)
  }

  get bytes(): number[] {
    const locals = this.#types.flatMap((type) => [1, type])
    const code = [...unsigned(this.#types.length), ...locals, ...this.#body, 0x0b]
    return [...unsigned(code.length), ...code]
  }
}

/** A routine by its name, the names of its parameters, and what writes its body. */
export function routine(
  name: string,
  parameters: number,
  write: (r: Routine, given: readonly Local[]) => void,
): Routine {
  const made = new Routine(name, parameters)
  write(
    made,
    Array.from({ length: parameters }, (_, i) => local(i)),
  )
  return made
}

const section = (id: number, entries: readonly (readonly number[])[]): number[] => {
  const content = [...unsigned(entries.length), ...entries.flat()]
  return [id, ...unsigned(content.length), ...content]
}

const text = (value: string): number[] => [...unsigned(value.length), ...Buffer.from(value)]

/** A module of routines that work in a memory which they are given as `env.memory`. */
export function assemble(routines: readonly Routine[], shared: boolean): Uint8Array<ArrayBuffer> {
  const memory = [...text('env'), ...text('memory'), 0x02, ...(shared ? [3, 0, ...unsigned(65536)] : [0, 0])]
  return Uint8Array.from([
    ...[0x00, 0x61, 0x73, 0x6d, 0x01, 0x00, 0x00, 0x00],
    ...section(
      1,
      routines.map(({ parameters }) => [0x60, parameters, ...Array<number>(parameters).fill(0x7f), 0]),
    ),
    ...section(2, [memory]),
    ...section(
      3,
      routines.map((_, i) => unsigned(i)),
    ),
    ...section(
      7,
      routines.map(({ name }, i) => [...text(name), 0, ...unsigned(i)]),
    ),
    ...section(
      10,
      routines.map(({ bytes }) => bytes),
    ),
  ])
}

/** Whether this engine knows the instruction that multiplies and adds at once (relaxed SIMD). */
const fused = knowsFused()

function knowsFused(): boolean {
  const body = [1, 1, 0x7b, 0x20, 0, 0x20, 0, 0x20, 0, ...simd(0x105), 0x1a, 0x0b]
  const probe = [0x00, 0x61, 0x73, 0x6d, 0x01, 0x00, 0x00, 0x00, 1, 4, 1, 0x60, 0, 0, 3, 2, 1, 0]
  return WebAssembly.validate(Uint8Array.from([...probe, ...section(10, [[body.length, ...body]])]))
}

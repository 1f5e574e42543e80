/** Shapes and types of what an operation of the library gives, from those of what it is given. */
import type { Attribute, Library } from './library.ts'
import type { Entry } from './recorded.ts'

type Shape = readonly number[]
export interface Form {
  shape: Shape
  dtype: number
}

interface Given {
  inputs: readonly Entry[]
  shapes: readonly Shape[]
  option(name: string): unknown
}

interface Rule {
  /** null = it cannot be told from here. */
  shapes(given: Given): (Shape | null)[]
  /** Inputs whose values are part of the operation: they become constants of a graph. */
  fixed?: readonly number[]
  dtype?: 'bool' | 'DstT'
}

const like: Rule = { shapes: ({ shapes }) => [shapes[0]!] }
const both: Rule = { shapes: ({ shapes }) => [broadcast(shapes[0]!, shapes[1]!)] }
const compared: Rule = { ...both, dtype: 'bool' }
const reduced: Rule = { fixed: [1], shapes: (given) => [reduce(given)] }

const rules: Record<string, Rule> = {
  ...Object.fromEntries(
    'Abs AddN BiasAdd Exp Log Log1p Neg Relu ReluGrad Rsqrt Sigmoid Sign Softmax Sqrt Square Tanh ZerosLike OnesLike'
      .split(' ')
      .map((name) => [name, like]),
  ),
  ...Object.fromEntries(
    'Add AddV2 Div Maximum Minimum Mul Pow RealDiv SquaredDifference Sub'
      .split(' ')
      .map((name) => [name, both]),
  ),
  ...Object.fromEntries('Equal Greater GreaterEqual Less LessEqual'.split(' ').map((n) => [n, compared])),
  ...Object.fromEntries('Max Mean Min Sum'.split(' ').map((name) => [name, reduced])),
  Cast: { ...like, dtype: 'DstT' },
  BiasAddGrad: { shapes: ({ shapes }) => [shapes[0]!.slice(-1)] },
  MatMul: { shapes: (given) => [product(given, 'transpose_a', 'transpose_b')] },
  BatchMatMulV2: { shapes: (given) => [product(given, 'adj_x', 'adj_y')] },
  Reshape: { shapes: ({ inputs, shapes }) => [reshape(shapes[0]!, numbersOf(inputs[1]))] },
  Transpose: {
    fixed: [1],
    shapes: ({ inputs, shapes }) => [numbersOf(inputs[1])?.map((axis) => shapes[0]![axis]!) ?? null],
  },
  ConcatV2: { shapes: (given) => [concatenate(given)] },
  Pack: {
    shapes: ({ shapes, option }) => [shapes[0]!.toSpliced(Number(option('axis')), 0, shapes.length)],
  },
  Unpack: {
    shapes: ({ shapes, option }) =>
      new Array<Shape>(Number(option('num'))).fill(shapes[0]!.toSpliced(Number(option('axis')), 1)),
  },
  SplitV: { fixed: [2], shapes: (given) => split(given) },
  Slice: { shapes: ({ inputs, shapes }) => [slice(shapes[0]!, numbersOf(inputs[1]), numbersOf(inputs[2]))] },
  GatherV2: { fixed: [2], shapes: (given) => [gather(given)] },
  UnsortedSegmentSum: {
    shapes: ({ inputs, shapes }) => {
      const rows = numbersOf(inputs[2])
      return [rows && [rows[0]!, ...shapes[0]!.slice(shapes[1]!.length)]]
    },
  },
}

/** null = the operation is not among those known here. */
export function formsOf(
  library: Library,
  name: string,
  attributes: readonly Attribute[],
  inputs: readonly Entry[],
): Form[] | null {
  const rule = rules[name]
  if (!rule) return null
  const option = (wanted: string) => attributes.find((attribute) => attribute.name === wanted)?.value
  const shapes = rule.shapes({ inputs, shapes: inputs.map(({ shape }) => shape), option })
  const dtype =
    rule.dtype === 'bool' ? library.TF_BOOL : rule.dtype ? Number(option('DstT')) : inputs[0]!.dtype
  return shapes.every((shape) => shape !== null) ? shapes.map((shape) => ({ shape, dtype })) : null
}

export const isFixed = (name: string, input: number): boolean => rules[name]?.fixed?.includes(input) ?? false

const numbersOf = (entry: Entry | undefined): number[] | null => (entry?.values ? [...entry.values] : null)

function broadcast(a: Shape, b: Shape): Shape {
  const rank = Math.max(a.length, b.length)
  const at = (shape: Shape, i: number) => shape[i - rank + shape.length] ?? 1
  return Array.from({ length: rank }, (_, i) => (at(a, i) === 1 ? at(b, i) : at(a, i)))
}

function reduce({ inputs, shapes, option }: Given): Shape | null {
  const axes = numbersOf(inputs[1])?.map((axis) => (axis < 0 ? axis + shapes[0]!.length : axis))
  if (!axes) return null
  if (option('keep_dims')) return shapes[0]!.map((size, axis) => (axes.includes(axis) ? 1 : size))
  return shapes[0]!.filter((_, axis) => !axes.includes(axis))
}

function product({ shapes, option }: Given, first: string, second: string): Shape | null {
  const [a, b] = [shapes[0]!, shapes[1]!]
  if (a.slice(0, -2).join() !== b.slice(0, -2).join()) return null
  return [...a.slice(0, -2), a.at(option(first) ? -1 : -2)!, b.at(option(second) ? -2 : -1)!]
}

function reshape(from: Shape, to: number[] | null): Shape | null {
  if (!to) return null
  const size = (shape: Shape) => shape.reduce((all, n) => all * n, 1)
  const known = size(to.filter((n) => n >= 0))
  return to.map((n) => (n < 0 ? size(from) / known : n))
}

function concatenate({ inputs, shapes }: Given): Shape | null {
  const axis = numbersOf(inputs.at(-1))?.[0]
  if (axis === undefined) return null
  const parts = shapes.slice(0, -1)
  return parts[0]!.map((size, i) => (i === axis ? parts.reduce((sum, part) => sum + part[i]!, 0) : size))
}

function split({ inputs, shapes }: Given): (Shape | null)[] {
  const [sizes, axis] = [numbersOf(inputs[1]), numbersOf(inputs[2])?.[0]]
  if (!sizes || axis === undefined) return [null]
  return sizes.map((size) => shapes[0]!.with(axis, size))
}

const slice = (from: Shape, begin: number[] | null, size: number[] | null): Shape | null =>
  begin && size && size.map((n, i) => (n < 0 ? from[i]! - begin[i]! : n))

function gather({ inputs, shapes, option }: Given): Shape | null {
  const axis = numbersOf(inputs[2])?.[0]
  if (axis === undefined || Number(option('batch_dims') ?? 0) !== 0) return null
  return [...shapes[0]!.slice(0, axis), ...shapes[1]!, ...shapes[0]!.slice(axis + 1)]
}

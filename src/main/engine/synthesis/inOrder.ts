/** Starts up to `ahead` pieces of work before the first has ended and gives their results in the order of the inputs. */
export async function* inOrder<Input, Result>(
  inputs: readonly Input[],
  ahead: number,
  start: (input: Input) => Promise<Result>,
): AsyncGenerator<Result> {
  const started: Promise<Result>[] = []
  for (let next = 0; next < inputs.length || started.length > 0; ) {
    while (next < inputs.length && started.length < ahead) {
      const result = start(inputs[next]!)
      // One failure ends the loop; those behind it must not count as unhandled.
      result.catch(() => {})
      started.push(result)
      next += 1
    }
    yield await started.shift()!
  }
}

/** A backend that runs out of memory says so in its own words; here they become ours. */
import { TracksieveError } from '../../../../shared/errors.ts'

/** Of the native library, of WebAssembly and of JavaScript. */
const words =
  /out of memory|OOM when allocating|RESOURCE_EXHAUSTED|Resource exhausted|Array buffer allocation failed|Invalid (typed )?array( buffer)? length/i

/** Runs `work`; throws OUT_OF_MEMORY where the memory did not suffice. `kept`: what is not lost, as a sentence; `change`: what takes less. */
export async function withinMemory<T>(
  work: () => Promise<T>,
  kept: string,
  change = 'take a smaller batch in the recipe',
): Promise<T> {
  try {
    return await work()
  } catch (error) {
    if (!(error instanceof Error) || error instanceof TracksieveError || !words.test(error.message))
      throw error
    const hint = `Close other programs, ${change}, or choose another backend; no other is taken by itself.`
    throw new TracksieveError('OUT_OF_MEMORY', `The memory did not suffice. ${kept}`, hint, true, error)
  }
}

/** One press: a catalogue of sample clips, and Review as soon as they are there. */
import { create } from 'zustand'
import { isTerminal, type Job } from '../../../shared/jobs.ts'
import { showCatalogue } from '../../state/catalogue.ts'
import { engine } from '../../state/engine.ts'
import { useJobs } from '../../state/jobs.ts'
import { sayError } from '../../state/messages.ts'
import { outdate } from '../../state/queries.ts'
import { go } from '../../state/route.ts'

/** The job that makes the sample; 'asked' until the engine has named it; null = none. */
export const useSample = create<{ job: number | 'asked' | null }>(() => ({ job: null }))

function finished(id: number): Promise<Job> {
  return new Promise((resolve) => {
    const look = (): void => {
      const job = useJobs.getState().jobs.find((one) => one.id === id)
      if (!job || !isTerminal(job.state)) return
      end()
      resolve(job)
    }
    const end = useJobs.subscribe(look)
    look()
  })
}

export async function trySample(): Promise<void> {
  if (useSample.getState().job !== null) return
  useSample.setState({ job: 'asked' })
  try {
    const { job: id } = await engine.catalogue.sample()
    useSample.setState({ job: id })
    const job = await finished(id)
    await showCatalogue(await engine.catalogue.current())
    outdate('recent')
    if (job.state === 'done') go('review')
  } catch (error) {
    sayError(error)
  } finally {
    useSample.setState({ job: null })
  }
}

/** The engine stopped, is being started, was started again: said plainly, with what holds and what to do. */
import { useSyncExternalStore } from 'react'
import { Banner } from '../components/Banner.tsx'
import { Button } from '../components/Button.tsx'
import { openDialog } from '../state/dialogs.ts'
import { getState, restartEngine, subscribe } from '../state/engine.ts'
import { clock, plural } from '../state/format.ts'
import { useJobs } from '../state/jobs.ts'
import { useCatalogue } from '../state/queries.ts'
import { useSession } from '../state/session.ts'

export function EngineBanner() {
  return (
    <div className="engine-banner">
      <EngineMessage />
    </div>
  )
}

function EngineMessage() {
  const { state, why } = useSyncExternalStore(subscribe, getState)
  const { begun, returned } = useSession()
  const labelledAt = useCatalogue().data?.labelledAt
  const resumable = useJobs(
    (now) => now.jobs.filter((job) => job.state === 'interrupted' && job.resumable).length,
  )
  const kept = labelledAt ? `All labels up to ${clock(labelledAt)} are stored.` : ''

  if (state === 'gone') {
    return (
      <Banner title="No connection to the server.">
        {why} {kept}
      </Banner>
    )
  }
  if (state === 'stopped') {
    return (
      <Banner
        title="The engine does not run."
        action={<Button onClick={restartEngine}>Start it again</Button>}
      >
        {why} {kept}
      </Banner>
    )
  }
  if (state === 'lost' || (begun && state === 'starting')) {
    return (
      <Banner title="The engine stopped.">
        {kept} It is being started again; until then nothing can be changed.
      </Banner>
    )
  }
  if (!returned || state !== 'ready') return null
  const jobs = resumable > 0 && (
    <Button onClick={() => openDialog({ name: 'jobs' })}>{resumable > 1 ? 'Show jobs' : 'Show job'}</Button>
  )
  return (
    <Banner
      title="The engine stopped and was started again."
      action={jobs}
      onClose={() => useSession.setState({ returned: false })}
    >
      {kept} {resumable > 0 && `${plural(resumable, 'job')} can be resumed.`}
    </Banner>
  )
}

/** Right, in place of the runs: what is trained beforehand, how far it is, and below it what it reaches. */
import { ArrowLeft, Play } from 'lucide-react'
import type { ReactNode } from 'react'
import { Button } from '../../../components/Button.tsx'
import { Meter } from '../../../components/Meter.tsx'
import { cancelJob, isActive, resumeJob, type SeenJob } from '../../../state/jobs.ts'
import type { Seen } from './seen.ts'
import { show } from './shown.ts'

interface BeforehandPanelProps {
  /** "Tokenizer" */
  title: string
  seen: Seen
  /** What it learns from, how large it is; undefined = not known yet. */
  about: string | undefined
  words: string
  warnings?: readonly string[]
  /** What can be done once it is trained. */
  act?: ReactNode
  children: ReactNode
}

export function BeforehandPanel({
  title,
  seen,
  about,
  words,
  warnings = [],
  act,
  children,
}: BeforehandPanelProps) {
  return (
    <>
      <div className="ph">
        <Button variant="quiet" icon={ArrowLeft} onClick={() => show(null)}>
          Runs
        </Button>
        <h2>
          {title} {seen.id}
        </h2>
        <span className="muted ell">{about ?? 'Its first epoch is not done yet.'}</span>
        <span className="sp" />
        {act}
        {seen.job && <JobAct job={seen.job} />}
      </div>
      <Progress seen={seen} words={words} warnings={warnings} />
      {children}
    </>
  )
}

function JobAct({ job }: { job: SeenJob }) {
  if (isActive(job)) return <Button onClick={() => void cancelJob(job.id)}>Cancel</Button>
  if (!job.resumable) return null
  return (
    <Button icon={Play} onClick={() => void resumeJob(job.id)}>
      Resume
    </Button>
  )
}

interface ProgressProps {
  seen: Seen
  words: string
  warnings: readonly string[]
}

function Progress({ seen: { known, job }, words, warnings }: ProgressProps) {
  const steps = job && isActive(job) ? job.progress : null
  const part = steps && steps.total > 0 && steps.unit === 'steps' ? steps.done / steps.total : 0
  return (
    <div className="tr-progress">
      <div className="tr-now">
        <b className="strong">{words}</b>
        <span className="sp" />
        {steps && (
          <span className="muted">
            {steps.phase}: {steps.done} of {steps.total} {steps.unit}
          </span>
        )}
      </div>
      <Meter
        done={(known?.epochs.length ?? 0) + part}
        total={known?.recipe.epochs ?? Math.max(1, steps?.total ?? 1)}
        label="Epochs"
      />
      {job?.error && (
        <p className="tr-error">
          {job.error.message} {job.error.hint}
        </p>
      )}
      {warnings.map((warning) => (
        <p key={warning} className="tr-error">
          {warning}
        </p>
      ))}
    </div>
  )
}

/** All tokenizers and pretrainings with their jobs, asked again as epochs end. */
import { useEffect } from 'react'
import type { Pretraining } from '../../../../shared/contract/pretraining.ts'
import type { Tokenizer } from '../../../../shared/contract/tokenizers.ts'
import { onJobEvent, useJobs } from '../../../state/jobs.ts'
import { outdate, usePretrainings, useTokenizers } from '../../../state/queries.ts'
import { type Seen, withJobs } from './seen.ts'

/** `id`: the metric that names the one whose epoch ended. */
function useEpochs(id: string, answers: 'tokenizers' | 'pretrainings'): void {
  useEffect(
    () =>
      onJobEvent((event) => {
        if (event.type === 'metric' && event.values[id] !== undefined) outdate(answers)
      }),
    [id, answers],
  )
}

export function useSeenTokenizers(): Seen<Tokenizer>[] {
  useEpochs('tokenizer', 'tokenizers')
  return withJobs(
    useTokenizers().data ?? [],
    useJobs((state) => state.jobs),
    'tokenizer',
  )
}

export function useSeenPretrainings(): Seen<Pretraining>[] {
  useEpochs('pretraining', 'pretrainings')
  return withJobs(
    usePretrainings().data ?? [],
    useJobs((state) => state.jobs),
    'pretrain',
  )
}

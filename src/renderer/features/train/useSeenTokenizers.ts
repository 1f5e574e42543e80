/** All tokenizers with their jobs. */
import { useEffect } from 'react'
import { onJobEvent, useJobs } from '../../state/jobs.ts'
import { outdate, useTokenizers } from '../../state/queries.ts'
import { mergeTokenizers, type SeenTokenizer } from './tokenizers.ts'

/** Asked again as epochs end. */
export function useSeenTokenizers(): SeenTokenizer[] {
  const { data = [] } = useTokenizers()
  const jobs = useJobs((state) => state.jobs)
  useEffect(
    () =>
      onJobEvent((event) => {
        if (event.type === 'metric' && event.values.tokenizer !== undefined) outdate('tokenizers')
      }),
    [],
  )
  return mergeTokenizers(data, jobs)
}
